/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.routing;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.overread.config.Configuration;
import org.overread.config.Reader;
import org.overread.config.Site;
import org.overread.routing.Coverage.Ending;

/** Licences that end within {@value #DAYS} days with none that follows. */
final class LicenceEndings {
    static final int DAYS = 60;

    private LicenceEndings() {}

    /** Those of the readers who may read for the site. */
    static List<Ending> at(Site site, Configuration configuration, Instant now) {
        List<Ending> endings = new ArrayList<>();
        for (Reader reader : configuration.readers()) {
            LocalDate today = now.atZone(reader.timezone()).toLocalDate();
            LocalDate soon = today.plusDays(DAYS);
            if (!readsFor(reader, site, configuration)
                    || reader.licences().stream().anyMatch(l -> here(l, site) && l.holdsOn(soon))) {
                continue;
            }
            for (Reader.Licence licence : reader.licences()) {
                LocalDate last = licence.until();
                if (here(licence, site) && last != null && !last.isBefore(today)) {
                    endings.add(new Ending(reader.name(), licence.jurisdiction(), last));
                }
            }
        }
        return endings;
    }

    private static boolean here(Reader.Licence licence, Site site) {
        return licence.jurisdiction().equals(site.jurisdiction());
    }

    private static boolean readsFor(Reader reader, Site site, Configuration configuration) {
        return (reader.privileges().isEmpty() || reader.privileges().contains(site.name()))
                && configuration.groups().stream()
                        .anyMatch(group -> reader.groups().contains(group.name()) && group.readsFor(site.name()));
    }
}
