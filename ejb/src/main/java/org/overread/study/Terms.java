/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.study;

import java.time.ZoneId;
import org.overread.config.Archive;
import org.overread.config.Configuration;
import org.overread.config.Site;

/**
 * How studies of one archive are taken in, by one version of the configuration.
 *
 * @param patientIssuer assigning authority of patient IDs that name none: the archive's, else the site's
 * @param accessionIssuer issuer of accession numbers that name none: the archive's, else the site's
 */
record Terms(Archive archive, String patientIssuer, String accessionIssuer) {

    /** @throws ArchiveRefused when the configuration names no such archive any more */
    static Terms of(Configuration configuration, String name) {
        Archive archive = configuration
                .archive(name)
                .orElseThrow(() -> new ArchiveRefused(StudyMessages.MESSAGES.notConfigured(name)));
        return new Terms(
                archive,
                or(
                        archive.authority(),
                        configuration.site(archive.site()).map(Site::authority).orElse("")),
                or(
                        archive.accessionIssuer(),
                        configuration
                                .site(archive.site())
                                .map(Site::accessionIssuer)
                                .orElse("")));
    }

    private static String or(String one, String other) {
        return one.isEmpty() ? other : one;
    }

    String site() {
        return archive.site();
    }

    ZoneId zone() {
        return archive.timezone();
    }
}
