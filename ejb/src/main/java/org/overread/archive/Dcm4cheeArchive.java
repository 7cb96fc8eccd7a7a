/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.archive;

import java.net.http.HttpClient;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Supplier;
import org.overread.study.ModalityWorklist;
import org.overread.study.StudySource;
import org.overread.transfer.ExportRequest;
import org.overread.transfer.InstanceList;
import org.overread.transfer.ObjectSink;
import org.overread.transfer.ObjectSource;
import org.overread.transfer.StorageCommitment;

/**
 * dcm4chee-arc-light 5.34: DICOMweb under {@code /aets/{AET}/rs}, with keys of its own for the time of receipt, export
 * by C-STORE, and the status of worklist items.
 */
public final class Dcm4cheeArchive implements Archive {
    private final PeerHttp http;
    private final String rs;
    private final Executor threads;
    private final String worklist;
    private final Supplier<String> boundaries;

    Dcm4cheeArchive(ArchiveSettings settings, HttpClient client) {
        this(settings, client, () -> UUID.randomUUID().toString());
    }

    Dcm4cheeArchive(ArchiveSettings settings, HttpClient client, Supplier<String> boundaries) {
        this.http = new PeerHttp(settings, client);
        this.rs = http.root() + "/aets/" + PeerHttp.encode(settings.aet()) + "/rs";
        this.worklist = http.root() + "/aets/" + PeerHttp.encode(settings.worklistAet()) + "/rs";
        this.boundaries = boundaries;
        this.threads = client.executor().orElse(ForkJoinPool.commonPool());
    }

    @Override
    public String name() {
        return http.name();
    }

    @Override
    public StudySource studies() {
        return new Dcm4cheeStudies(http, rs);
    }

    @Override
    public InstanceList instances() {
        return new QidoInstances(http, rs, false);
    }

    @Override
    public ObjectSource source() {
        return new WadoObjects(http, rs);
    }

    @Override
    public ObjectSink sink() {
        return new StowObjects(http, rs, boundaries);
    }

    @Override
    public DicomWebRelay relay() {
        return new DicomWebRelay(http, rs, threads);
    }

    @Override
    public Optional<ExportRequest> exporter() {
        return Optional.of(new Dcm4cheeExport(http, rs));
    }

    @Override
    public Optional<StorageCommitment> commitment() {
        return Optional.of(new Dcm4cheeCommitment(http, rs));
    }

    @Override
    public Optional<ModalityWorklist> worklist() {
        return Optional.of(new Dcm4cheeWorklist(http, worklist));
    }
}
