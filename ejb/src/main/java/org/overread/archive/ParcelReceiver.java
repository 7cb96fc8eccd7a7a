/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.archive;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.inject.Any;
import jakarta.inject.Inject;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.overread.config.Archive;
import org.overread.config.ConfigurationStore;
import org.overread.config.ParcelInbox;
import org.overread.config.SecretName;
import org.overread.config.Secrets;
import org.overread.outbox.Lease;
import org.overread.outbox.WorkHandler;
import org.overread.outbox.WorkItem;
import org.overread.outbox.WorkOutcome;
import org.overread.shared.DicomUid;
import org.overread.shared.Problem;
import org.overread.transfer.ObjectSink;
import org.overread.transfer.PutResult;
import org.overread.transfer.StudyImported;
import org.overread.transfer.parcel.Manifest;
import org.overread.transfer.parcel.ParcelKeys;
import org.overread.transfer.parcel.ParcelReader;
import org.overread.transfer.parcel.ParcelRefused;

/**
 * Takes a parcel in: reads it once to check all of it, and only then again to store its objects by STOW-RS (PS3.18 section 10.5). The file
 * stays encrypted until it goes, which is when its number is kept. A server that dies in between stores the objects again.
 */
@ApplicationScoped
class ParcelReceiver implements WorkHandler.Lengthy {
    static final String KIND = "parcel.receive";

    private final ConfigurationStore configurations;
    private final ConfiguredPeers peers;
    private final Jdbi jdbi;
    private final Clock clock;
    private final Event<Object> events;

    /** A file in an archive's inbox. */
    record Arrived(String archive, String file) {}

    @Inject
    ParcelReceiver(
            ConfigurationStore configurations,
            ConfiguredPeers peers,
            Jdbi jdbi,
            Clock clock,
            @Any Event<Object> events) {
        this.configurations = configurations;
        this.peers = peers;
        this.jdbi = jdbi;
        this.clock = clock;
        this.events = events;
    }

    /** For the proxy that the container makes. */
    @SuppressWarnings("NullAway")
    protected ParcelReceiver() {
        this.configurations = null;
        this.peers = null;
        this.jdbi = null;
        this.clock = null;
        this.events = null;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public WorkOutcome handle(WorkItem item, int attempt, Lease lease) {
        Arrived arrived = item.payload(Arrived.class);
        ParcelInbox inbox = configurations
                .current()
                .archive(arrived.archive())
                .map(Archive::inbox)
                .orElse(null);
        if (inbox == null) {
            return WorkOutcome.done();
        }
        Path file = inbox.folder().resolve(arrived.file());
        if (!inbox.folder().equals(file.getParent()) || !Files.exists(file)) {
            return WorkOutcome.done();
        }
        try {
            return receive(arrived, inbox, file);
        } catch (ParcelRefused e) {
            return refused(arrived, file, e);
        } catch (NoSuchFileException e) {
            return WorkOutcome.done();
        } catch (NotStored e) {
            return WorkOutcome.retry(e.problem);
        } catch (IOException e) {
            return WorkOutcome.retry(Problem.of(ParcelMessages.MESSAGES.unreadable(arrived.archive())));
        } catch (GeneralSecurityException e) {
            return WorkOutcome.retry(Problem.of(ParcelMessages.MESSAGES.badInboxKey(arrived.archive())));
        }
    }

    private WorkOutcome receive(Arrived arrived, ParcelInbox inbox, Path file)
            throws IOException, GeneralSecurityException {
        ParcelReader reader = new ParcelReader(identities(inbox), senders(inbox), inbox.lifetime(), clock);
        Manifest checked = read(reader, file, (name, content) -> {});
        DicomUid study = new DicomUid(checked.study());
        ObjectSink sink = peers.openArchive(arrived.archive()).sink();
        read(reader, file, (name, content) -> store(sink, study, content));
        return WorkOutcome.done(() -> {
            keep(arrived.archive(), checked);
            events.fire(new StudyImported(
                    arrived.archive(), checked.sender(), site(arrived.archive()), checked.study(), checked.id()));
            ParcelLog.LOG.received(checked.id(), checked.sender(), arrived.archive(), checked.objects());
            remove(file);
        });
    }

    private String site(String archive) {
        return configurations.current().archive(archive).map(Archive::site).orElse("");
    }

    private Manifest read(ParcelReader reader, Path file, ParcelReader.Objects objects) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 128 * 1024)) {
            return reader.read(in, objects, this::isFresh);
        }
    }

    private static List<String> identities(ParcelInbox inbox) throws GeneralSecurityException {
        List<String> identities = new ArrayList<>();
        for (SecretName name : inbox.identities()) {
            identities.add(Secrets.find(name)
                    .map(String::strip)
                    .orElseThrow(() -> new GeneralSecurityException("a secret has no value")));
        }
        return identities;
    }

    private static Map<String, PublicKey> senders(ParcelInbox inbox) throws GeneralSecurityException {
        Map<String, PublicKey> senders = new HashMap<>();
        for (ParcelInbox.Sender sender : inbox.senders()) {
            senders.put(sender.name(), ParcelKeys.publicKey(sender.key()));
        }
        return senders;
    }

    /** One request an object: what the archive refuses is known by it. */
    private static void store(ObjectSink sink, DicomUid study, InputStream content) throws IOException {
        PutResult result = sink.put(study, new OneObject(content), new ObjectSink.Batch(1, Long.MAX_VALUE));
        if (!(result instanceof PutResult.Stored)) {
            throw new NotStored(Problem.of(ParcelMessages.MESSAGES.notStored(sink.name())));
        }
    }

    private boolean isFresh(String parcel) {
        return jdbi.withHandle(h -> h.createQuery("select count(*) from parcel_received where parcel = :parcel")
                        .bind("parcel", parcel)
                        .mapTo(Integer.class)
                        .one())
                == 0;
    }

    private void keep(String archive, Manifest manifest) {
        jdbi.useHandle(h -> h.createUpdate("insert into parcel_received (parcel, archive, sender, objects)"
                        + " values (:parcel, :archive, :sender, :objects) on conflict do nothing")
                .bind("parcel", manifest.id())
                .bind("archive", archive)
                .bind("sender", manifest.sender())
                .bind("objects", manifest.objects())
                .execute());
    }

    private static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // it is refused as received before when it is seen again, and put aside
        }
    }

    /** Put aside under its own name, for a person to look at; it is still encrypted. */
    private static WorkOutcome refused(Arrived arrived, Path file, ParcelRefused refused) {
        try {
            Path aside = file.resolveSibling("refused");
            Files.createDirectories(aside);
            Files.move(file, aside.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            return new WorkOutcome.Again(Duration.ofMinutes(1), () -> {});
        }
        ParcelLog.LOG.refused(arrived.archive(), arrived.file(), String.valueOf(refused.getMessage()));
        return WorkOutcome.done();
    }

    /** The archive did not take an object. */
    private static final class NotStored extends IOException {
        private static final long serialVersionUID = 1L;
        private final transient Problem problem;

        NotStored(Problem problem) {
            super(problem.text());
            this.problem = problem;
        }
    }
}
