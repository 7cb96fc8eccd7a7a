/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.transfer.internal;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.overread.config.Archive;
import org.overread.config.Configuration;
import org.overread.config.ConfigurationStore;
import org.overread.config.Destination;
import org.overread.config.Destination.Kind;
import org.overread.config.Destination.Verification;
import org.overread.config.Site;
import org.overread.shared.Settings;
import org.overread.study.ArchiveRefused;
import org.overread.transfer.Issuers;
import org.overread.transfer.ObjectSink;
import org.overread.transfer.SendStudy;
import org.overread.transfer.TransferMessages;

/** Plans from the configuration document. */
@ApplicationScoped
class ConfiguredPlans implements Plans {
    /** Several requests at once hide each other's wait for an answer; smaller ones cost less when they break off. */
    private static final int STREAMS = 4;

    private static final long REQUEST_BYTES = 16L << 20;

    private final ConfigurationStore store;

    @Inject
    ConfiguredPlans(ConfigurationStore store) {
        this.store = store;
    }

    /** For the proxy that the container makes. */
    @SuppressWarnings("NullAway")
    protected ConfiguredPlans() {
        this.store = null;
    }

    @Override
    public Plan of(SendStudy request) {
        Configuration configuration = store.newest();
        Archive archive = configuration.archive(request.archive()).orElse(null);
        Destination destination =
                configuration.destination(request.destination()).orElse(null);
        if (archive == null || destination == null) {
            throw new ArchiveRefused(TransferMessages.MESSAGES.unknownPeer(request.archive(), request.destination()));
        }
        boolean export = destination.kind() == Kind.DCM4CHEE_EXPORT;
        boolean countOnly = destination.verification() == Verification.COUNTED;
        Site site = configuration.site(request.site()).orElse(null);
        return new Plan(
                export ? destination.aet() : "",
                export ? destination.url() != null : !countOnly,
                countOnly && site != null && site.allowCounted(),
                destination.parallel(),
                Settings.number("overread.transfer.streams", STREAMS),
                new ObjectSink.Batch(
                        ObjectSink.Batch.DEFAULT.objects(),
                        // no answer is waited for behind a parcel
                        destination.kind() == Kind.PARCEL
                                ? destination.maxRequestBytes()
                                // what is begun below half of it ends below it, unless it is a large object itself
                                : Math.min(REQUEST_BYTES, destination.maxRequestBytes() / 2)),
                issuers(archive, site),
                destination.line(),
                destination.kind() == Kind.PARCEL);
    }

    /** Who issued what the archive leaves open: its own entry in the configuration, else its site's. */
    private static Issuers issuers(Archive archive, @org.jspecify.annotations.Nullable Site site) {
        String patient = archive.authority();
        String accession = archive.accessionIssuer();
        if (site != null) {
            patient = patient.isEmpty() ? site.authority() : patient;
            accession = accession.isEmpty() ? site.accessionIssuer() : accession;
        }
        return new Issuers(patient, accession);
    }
}
