/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.archive;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.overread.config.Configuration;
import org.overread.config.ConfigurationStore;
import org.overread.config.Deidentify;
import org.overread.config.Destination;
import org.overread.config.Login;
import org.overread.config.ParcelDelivery;
import org.overread.config.Secrets;
import org.overread.shared.Settings;
import org.overread.study.ArchiveRefused;
import org.overread.study.ModalityWorklist;
import org.overread.study.StudySource;
import org.overread.study.StudySources;
import org.overread.transfer.ExportRequest;
import org.overread.transfer.InstanceList;
import org.overread.transfer.ObjectSink;
import org.overread.transfer.ObjectSource;
import org.overread.transfer.Peers;
import org.overread.transfer.Pseudonyms;
import org.overread.transfer.StorageCommitment;
import org.overread.transfer.deid.DeidentificationMessages;
import org.overread.transfer.deid.Deidentifier;
import org.overread.transfer.deid.DeidentifyingSink;
import org.overread.transfer.deid.PseudonymousInstances;

/**
 * The archives and destinations of the configuration in force. Nothing is remembered of them from call to call, so that
 * a changed address, user or secret counts at once; only the HTTP clients and their connections live on.
 */
@ApplicationScoped
public class ConfiguredPeers implements StudySources, Peers {
    /** One HTTP client a connect time-out: that is a setting of the client. */
    private final Map<Duration, ArchiveAdapters> adapters = new ConcurrentHashMap<>();

    private final ConfigurationStore configurations;
    private final Pseudonyms pseudonyms;

    @Inject
    public ConfiguredPeers(ConfigurationStore configurations, Pseudonyms pseudonyms) {
        this.configurations = configurations;
        this.pseudonyms = pseudonyms;
    }

    /** For the container's proxy. */
    @SuppressWarnings("NullAway")
    protected ConfiguredPeers() {
        this.configurations = null;
        this.pseudonyms = null;
    }

    @Override
    public StudySource archive(String name) {
        return openArchive(name).studies();
    }

    @Override
    public Optional<ModalityWorklist> worklist(String archive) {
        return openArchive(archive).worklist();
    }

    @Override
    public ObjectSource source(String archive) {
        return openArchive(archive).source();
    }

    @Override
    public ExportRequest exporter(String archive) {
        return openArchive(archive)
                .exporter()
                .orElseThrow(() -> new ArchiveRefused(ArchiveMessages.MESSAGES.wrongKind(archive, "dcm4chee archive")));
    }

    @Override
    public Optional<StorageCommitment> commitment(String archive, String destination) {
        Destination found = destination(destination);
        boolean asked = found.kind() == Destination.Kind.DCM4CHEE_EXPORT
                && found.verification() == Destination.Verification.COMMITTED;
        return asked ? openArchive(archive).commitment() : Optional.empty();
    }

    @Override
    public ObjectSink sink(String destination) {
        Destination found = destination(destination);
        if (found.kind() == Destination.Kind.DCM4CHEE_EXPORT) {
            throw new ArchiveRefused(ArchiveMessages.MESSAGES.wrongKind(destination, "DICOMweb destination"));
        }
        ParcelDelivery parcel = found.parcel();
        ObjectSink sink = parcel != null && found.kind() == Destination.Kind.PARCEL
                ? new ParcelSink(destination, parcel, Clock.systemUTC())
                : openDestination(found).sink();
        return deidentifier(found)
                .<ObjectSink>map(deidentifier -> new DeidentifyingSink(sink, deidentifier, pseudonyms))
                .orElse(sink);
    }

    @Override
    public InstanceList heldBy(String archive) {
        return openArchive(archive).instances();
    }

    @Override
    public InstanceList heldAt(String destination) {
        Destination found = destination(destination);
        InstanceList list = openDestination(found).instances();
        return deidentifier(found)
                .<InstanceList>map(deidentifier -> new PseudonymousInstances(list, deidentifier, pseudonyms))
                .orElse(list);
    }

    private static Optional<Deidentifier> deidentifier(Destination destination) {
        Deidentify chosen = destination.deidentify();
        if (chosen == null) {
            return Optional.empty();
        }
        String key = Secrets.find(chosen.key())
                .filter(secret -> secret.length() >= Deidentifier.LEAST_SECRET)
                .orElseThrow(() -> new ArchiveRefused(
                        DeidentificationMessages.MESSAGES.noKey(chosen.key().value(), destination.name())));
        return Optional.of(new Deidentifier(chosen, key));
    }

    /** The DICOMweb services of an archive, for passing their answers on. */
    public DicomWebRelay relay(String archive) {
        return openArchive(archive).relay();
    }

    private Destination destination(String name) {
        return configurations
                .current()
                .destination(name)
                .orElseThrow(() -> new ArchiveRefused(ArchiveMessages.MESSAGES.unknownName("destination")));
    }

    /** The archive of that name, whatever its kind. */
    public Archive openArchive(String name) {
        Configuration configuration = configurations.current();
        org.overread.config.Archive found = configuration
                .archive(name)
                .orElseThrow(() -> new ArchiveRefused(ArchiveMessages.MESSAGES.unknownName("archive")));
        ArchiveSettings settings = switch (found.kind()) {
            case DCM4CHEE ->
                ArchiveSettings.dcm4chee(name, found.url(), found.aet()).withWorklist(found.worklistAet());
            case DICOMWEB -> ArchiveSettings.dicomWeb(name, found.url());
        };
        return open(settings, found.login(), found.connectTimeout(), found.requestTimeout());
    }

    private Archive openDestination(Destination found) {
        URI url = found.url();
        if (url == null) {
            throw new ArchiveRefused(ArchiveMessages.MESSAGES.wrongKind(found.name(), "destination with a URL"));
        }
        return open(
                ArchiveSettings.dicomWeb(found.name(), url),
                found.login(),
                found.connectTimeout(),
                found.requestTimeout());
    }

    private Archive open(
            ArchiveSettings settings, @Nullable Login login, Duration connectTimeout, Duration requestTimeout) {
        Duration export = Settings.duration("overread.archive.export-timeout", settings.exportTimeout());
        Duration idle = Settings.duration("overread.archive.idle-timeout", settings.idleTimeout());
        return adapters.computeIfAbsent(connectTimeout, ArchiveAdapters::new)
                .open(settings.with(requestTimeout, idle, export).with(credentials(settings.name(), login)));
    }

    private static Credentials credentials(String peer, @Nullable Login login) {
        if (login == null) {
            return Credentials.NONE;
        }
        String secret = Secrets.find(login.secret())
                .orElseThrow(() -> new ArchiveRefused(
                        ArchiveMessages.MESSAGES.noSecret(peer, login.secret().value())));
        return login.isBearer() ? Credentials.bearer(secret) : Credentials.basic(login.username(), secret);
    }

    @PreDestroy
    void close() {
        adapters.values().forEach(ArchiveAdapters::close);
        adapters.clear();
    }
}
