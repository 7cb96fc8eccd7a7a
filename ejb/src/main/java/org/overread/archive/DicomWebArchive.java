/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.archive;

import java.net.http.HttpClient;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import org.overread.study.ModalityWorklist;
import org.overread.study.StudySource;
import org.overread.transfer.ExportRequest;
import org.overread.transfer.InstanceList;
import org.overread.transfer.ObjectSink;
import org.overread.transfer.ObjectSource;
import org.overread.transfer.StorageCommitment;

/** Any archive that speaks QIDO-RS, WADO-RS and STOW-RS, and nothing else that we rely on. Orthanc is one. */
public final class DicomWebArchive implements Archive {
    private final PeerHttp http;
    private final String rs;
    private final Executor threads;

    DicomWebArchive(ArchiveSettings settings, HttpClient client) {
        this.http = new PeerHttp(settings, client);
        this.rs = http.root();
        this.threads = client.executor().orElse(ForkJoinPool.commonPool());
    }

    @Override
    public String name() {
        return http.name();
    }

    @Override
    public StudySource studies() {
        return new QidoStudies(http, rs);
    }

    @Override
    public InstanceList instances() {
        return new QidoInstances(http, rs, true);
    }

    @Override
    public ObjectSource source() {
        return new WadoObjects(http, rs);
    }

    @Override
    public ObjectSink sink() {
        return new StowObjects(http, rs);
    }

    @Override
    public DicomWebRelay relay() {
        return new DicomWebRelay(http, rs, threads);
    }

    @Override
    public Optional<ExportRequest> exporter() {
        return Optional.empty();
    }

    @Override
    public Optional<StorageCommitment> commitment() {
        return Optional.empty();
    }

    @Override
    public Optional<ModalityWorklist> worklist() {
        return Optional.empty();
    }
}
