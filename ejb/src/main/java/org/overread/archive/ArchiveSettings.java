/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.archive;

import java.net.URI;
import java.time.Duration;
import org.overread.study.ArchiveRefused;

/**
 * How one archive or DICOMweb destination is called.
 *
 * @param name its name in the configuration, which errors say
 * @param kind what it is
 * @param url for dcm4chee the web application, {@code http://host:8080/dcm4chee-arc}; for others the root of the DICOMweb
 *     services, {@code http://host:8042/dicom-web}
 * @param aet dcm4chee: the AE title in the path that stores, finds and sends
 * @param worklistAet dcm4chee: the AE title in the path that keeps the worklist
 * @param credentials how we log in
 * @param answerTimeout how long until an answer begins; a retrieval may have to be prepared
 * @param idleTimeout how long no byte may move in either direction before a call counts as lost
 * @param exportTimeout how long dcm4chee may take to send a study by C-STORE: it answers at the end
 */
public record ArchiveSettings(
        String name,
        Kind kind,
        URI url,
        String aet,
        String worklistAet,
        Credentials credentials,
        Duration answerTimeout,
        Duration idleTimeout,
        Duration exportTimeout) {
    /** What speaks there. */
    public enum Kind {
        /** dcm4chee-arc-light 5.34. */
        DCM4CHEE,
        /** Anything with QIDO-RS, WADO-RS and STOW-RS, such as Orthanc. */
        DICOMWEB
    }

    /** @throws ArchiveRefused when the URL is no absolute http or https URL */
    public ArchiveSettings {
        if (url.getHost() == null || !("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) {
            throw new ArchiveRefused(ArchiveMessages.MESSAGES.badAddress(name));
        }
    }

    /** A dcm4chee archive with the usual times. */
    public static ArchiveSettings dcm4chee(String name, URI url, String aet) {
        return of(name, Kind.DCM4CHEE, url, aet, "WORKLIST");
    }

    /** Any DICOMweb server with the usual times. */
    public static ArchiveSettings dicomWeb(String name, URI url) {
        return of(name, Kind.DICOMWEB, url, "", "");
    }

    private static ArchiveSettings of(String name, Kind kind, URI url, String aet, String worklistAet) {
        return new ArchiveSettings(
                name,
                kind,
                url,
                aet,
                worklistAet,
                Credentials.NONE,
                Duration.ofMinutes(2),
                Duration.ofMinutes(1),
                Duration.ofMinutes(30));
    }

    public ArchiveSettings with(Credentials other) {
        return new ArchiveSettings(name, kind, url, aet, worklistAet, other, answerTimeout, idleTimeout, exportTimeout);
    }

    /** The same with another AE title for the worklist. */
    public ArchiveSettings withWorklist(String otherAet) {
        return new ArchiveSettings(
                name, kind, url, aet, otherAet, credentials, answerTimeout, idleTimeout, exportTimeout);
    }

    /** The same with other times. */
    public ArchiveSettings with(Duration answer, Duration idle, Duration export) {
        return new ArchiveSettings(name, kind, url, aet, worklistAet, credentials, answer, idle, export);
    }
}
