/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.archive;

import java.util.Optional;
import org.overread.study.ModalityWorklist;
import org.overread.study.StudySource;
import org.overread.transfer.ExportRequest;
import org.overread.transfer.InstanceList;
import org.overread.transfer.ObjectSink;
import org.overread.transfer.ObjectSource;
import org.overread.transfer.StorageCommitment;

/** One archive or DICOMweb destination, as the ports that it can serve. Cheap, stateless, safe for many threads. */
public sealed interface Archive permits DicomWebArchive, Dcm4cheeArchive {
    /** Its name in the configuration. */
    String name();

    StudySource studies();

    InstanceList instances();

    ObjectSource source();

    ObjectSink sink();

    /** Its DICOMweb services, for passing their answers on. */
    DicomWebRelay relay();

    /** Sending by C-STORE on our word; dcm4chee only. */
    Optional<ExportRequest> exporter();

    /** Asking an AE, by storage commitment, whether it keeps a study; dcm4chee only. */
    Optional<StorageCommitment> commitment();

    /** The modality worklist; dcm4chee only. */
    Optional<ModalityWorklist> worklist();
}
