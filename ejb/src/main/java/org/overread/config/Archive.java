/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.config;

import java.net.URI;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An archive that is watched and read from.
 *
 * @param name part of the key of each of its studies: do not rename one that is in use
 * @param kind how it is spoken to
 * @param site the site its studies belong to
 * @param url dcm4chee: the web application's address, {@code http://pacs:8080/dcm4chee-arc}; DICOMweb: the root of QIDO-RS,
 *     WADO-RS and STOW-RS
 * @param aet dcm4chee: the application entity to go through, {@code DCM4CHEE}; empty for DICOMweb
 * @param worklistAet dcm4chee: where the modality worklist is kept, {@code WORKLIST}
 * @param login how we log in; null = not at all
 * @param notifyKey the key its notices must carry; null = notices about its studies are refused
 * @param authority issuer meant where a study names none (0010,0021)
 * @param accessionIssuer issuer of accession numbers meant where a study names none (0008,0051)
 * @param timezone of its dates and times
 * @param connectTimeout for reaching it
 * @param requestTimeout for an answer to begin
 * @param sweepInterval between two sweeps
 * @param sweepOverlap how far a sweep goes back behind the last one
 * @param sweepWindow DICOMweb: how many days of Study Date a sweep looks at
 * @param quietPeriod how long the count of instances must stay the same before a study is complete
 * @param intake which of its studies may become cases
 * @param hl7Peers by what its own HL7 messages are known: a procedure status update of theirs (every ORC-1 is SC) is a notice
 *     of images and never changes an order or a patient
 * @param hl7 where it takes HL7 messages; null = none is forwarded to it
 * @param inbox where parcels for it come in; null = nowhere
 */
public record Archive(
        String name,
        Kind kind,
        String site,
        URI url,
        String aet,
        String worklistAet,
        @Nullable Login login,
        @Nullable SecretName notifyKey,
        String authority,
        String accessionIssuer,
        ZoneId timezone,
        Duration connectTimeout,
        Duration requestTimeout,
        Duration sweepInterval,
        Duration sweepOverlap,
        Duration sweepWindow,
        Duration quietPeriod,
        Intake intake,
        List<PeerMatch> hl7Peers,
        @Nullable Hl7Receiver hl7,
        @Nullable ParcelInbox inbox) {
    public Archive {
        hl7Peers = List.copyOf(hl7Peers);
    }

    /** What an archive can do beyond DICOMweb. */
    public enum Kind {
        /** dcm4chee-arc-light: receive times, export, worklist, HL7. */
        DCM4CHEE,
        /** Any archive with QIDO-RS and WADO-RS. */
        DICOMWEB
    }

    /** Address of its DICOMweb services. */
    public URI dicomWeb() {
        return kind == Kind.DICOMWEB ? url : URI.create(withoutSlash() + "/aets/" + aet + "/rs");
    }

    private String withoutSlash() {
        String text = url.toString();
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }
}
