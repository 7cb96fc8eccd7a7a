/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.overread.RecordedEvents;
import org.overread.TestDatabase;
import org.overread.config.Configuration;
import org.overread.config.ConfigurationStore;
import org.overread.config.Deidentify;
import org.overread.config.Destination;
import org.overread.config.Intake;
import org.overread.config.Line;
import org.overread.config.ParcelDelivery;
import org.overread.config.ParcelInbox;
import org.overread.config.SecretName;
import org.overread.outbox.Lane;
import org.overread.outbox.Lease;
import org.overread.outbox.WorkItem;
import org.overread.outbox.WorkOutcome;
import org.overread.shared.DicomUid;
import org.overread.transfer.InstanceRef;
import org.overread.transfer.Issuers;
import org.overread.transfer.ObjectSink.Batch;
import org.overread.transfer.ObjectStream;
import org.overread.transfer.Pseudonyms;
import org.overread.transfer.PutResult;
import org.overread.transfer.StudyImported;
import org.overread.transfer.parcel.ParcelKeys;

/** From one real Orthanc into another one: through parcels in a folder, and de-identified. */
class ParcelWayTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final String ROOT = "1.2.826.0.1.3680043.10.1234.9100";
    private static final DicomUid STUDY = new DicomUid(ROOT + ".1");

    private final ParcelKeys.Opening opening = ParcelKeys.newOpening();
    private final KeyPair signing = ParcelKeys.newSigning();
    private final Jdbi jdbi = TestDatabase.jdbi();

    @TempDir
    Path folder;

    private Orthanc hospital;
    private Orthanc group;
    private ConfiguredPeers peers;
    private final RecordedEvents<Object> events = new RecordedEvents<>();
    private ParcelReceiver receiver;

    @BeforeEach
    void start() throws Exception {
        assumeTrue(Orthanc.isInstalled());
        System.setProperty("overread.secret.signing", ParcelKeys.pem(signing.getPrivate()));
        System.setProperty("overread.secret.opening", opening.identity());
        System.setProperty("overread.secret.pseudonyms", "a key of more than sixteen letters");
        hospital = new Orthanc("HOSPITAL");
        group = new Orthanc("GROUP");
        ConfigurationStore store = store(new Configuration(
                1,
                List.of(),
                List.of(),
                List.of(archive("hospital", hospital.dicomWeb(), null), archive("group", group.dicomWeb(), inbox())),
                List.of(
                        destination("parcels", Destination.Kind.PARCEL, null, null),
                        destination("blind", Destination.Kind.DICOMWEB, group.dicomWeb(), deidentify())),
                List.of(),
                List.of()));
        peers = new ConfiguredPeers(store, pseudonyms());
        receiver = new ParcelReceiver(store, peers, jdbi, Clock.systemUTC(), events);
        byte[][] slices = new byte[7][];
        for (int i = 0; i < slices.length; i++) {
            slices[i] = Part10.slice(STUDY.value(), ROOT + ".2", ROOT + ".3." + i, new byte[20_000]);
        }
        assertThat(peers.openArchive("hospital").sink().put(STUDY, GivenObjects.of(slices), Batch.DEFAULT))
                .isInstanceOf(PutResult.Stored.class);
    }

    @AfterEach
    void stop() throws Exception {
        List.of("signing", "opening", "pseudonyms").forEach(name -> System.clearProperty("overread.secret." + name));
        if (peers != null) {
            peers.close();
        }
        for (Orthanc orthanc : new Orthanc[] {hospital, group}) {
            if (orthanc != null) {
                orthanc.close();
            }
        }
    }

    private ParcelInbox inbox() {
        return new ParcelInbox(
                folder,
                List.of(new SecretName("opening")),
                List.of(new ParcelInbox.Sender("mercy", ParcelKeys.pem(signing.getPublic()))),
                Duration.ofDays(1));
    }

    private static Deidentify deidentify() {
        return new Deidentify(
                new SecretName("pseudonyms"),
                Deidentify.Dates.SHIFT,
                false,
                true,
                true,
                List.of(),
                List.of(),
                List.of(),
                Deidentify.BurnedIn.BLOCK);
    }

    private static org.overread.config.Archive archive(String name, URI url, ParcelInbox inbox) {
        return new org.overread.config.Archive(
                name,
                org.overread.config.Archive.Kind.DICOMWEB,
                "site",
                url,
                "",
                "",
                null,
                null,
                "",
                "",
                ZoneOffset.UTC,
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                SECOND,
                SECOND,
                SECOND,
                SECOND,
                Intake.DEFAULT,
                List.of(),
                null,
                inbox);
    }

    private Destination destination(String name, Destination.Kind kind, URI url, Deidentify deidentify) {
        return new Destination(
                name,
                kind,
                url,
                "",
                null,
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                1 << 20,
                Destination.Verification.INSTANCES,
                1,
                deidentify,
                new ParcelDelivery(folder, "mercy", new SecretName("signing"), List.of(opening.recipient())),
                Line.OPEN);
    }

    private static ConfigurationStore store(Configuration configuration) {
        return (ConfigurationStore) Proxy.newProxyInstance(
                ParcelWayTest.class.getClassLoader(),
                new Class<?>[] {ConfigurationStore.class},
                (proxy, method, arguments) -> "current".equals(method.getName()) ? configuration : null);
    }

    private Pseudonyms pseudonyms() {
        return new Pseudonyms() {
            private final Map<String, Entry> kept = new java.util.concurrent.ConcurrentHashMap<>();

            @Override
            public void keep(String destination, java.util.Collection<Entry> entries) {
                entries.forEach(entry -> kept.put(destination + entry.kind() + entry.pseudonym(), entry));
            }

            @Override
            public Map<String, Entry> originals(String destination, Kind kind, List<String> pseudonyms) {
                Map<String, Entry> found = new java.util.HashMap<>();
                pseudonyms.forEach(pseudonym -> {
                    Entry entry = kept.get(destination + kind + pseudonym);
                    if (entry != null) {
                        found.put(pseudonym, entry);
                    }
                });
                return found;
            }
        };
    }

    private ObjectStream all() {
        return peers.source("hospital").study(STUDY, Issuers.NONE);
    }

    private static TreeSet<String> held(Archive archive) {
        TreeSet<String> held = new TreeSet<>();
        archive.instances().each(STUDY, instance -> held.add(instance.instance()));
        return held;
    }

    private List<Path> files(Path in) throws Exception {
        try (Stream<Path> files = Files.list(in)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private WorkOutcome receive(Path file) {
        WorkOutcome outcome = receiver.handle(
                WorkItem.now(
                        ParcelReceiver.KIND,
                        "parcel",
                        Lane.LONG,
                        new ParcelReceiver.Arrived("group", file.getFileName().toString())),
                1,
                new Lease() {
                    @Override
                    public boolean lost() {
                        return false;
                    }

                    @Override
                    public void fenced(Runnable change) {
                        change.run();
                    }
                });
        outcome.effect().run();
        return outcome;
    }

    @Test
    void a_study_reaches_the_other_archive_in_parcels_once_and_only_as_its_sender_packed_it() throws Exception {
        try (ObjectStream objects = all()) {
            while (objects.hasNext()) {
                assertThat(peers.sink("parcels").put(STUDY, objects, new Batch(3, 1 << 20)))
                        .isInstanceOf(PutResult.Stored.class);
            }
        }
        List<Path> parcels = files(folder);
        assertThat(parcels).hasSize(3);
        List<byte[]> copies = new ArrayList<>();
        for (Path parcel : parcels) {
            byte[] whole = Files.readAllBytes(parcel);
            copies.add(whole);
            assertThat(new String(whole, StandardCharsets.ISO_8859_1))
                    .doesNotContain("TEST^PATIENT")
                    .doesNotContain("mercy")
                    .doesNotContain(STUDY.value());
        }

        byte[] changed = copies.get(0).clone();
        changed[changed.length / 2] ^= 1;
        Files.write(parcels.get(0), changed);
        receive(parcels.get(0));
        assertThat(held(peers.openArchive("group"))).isEmpty();
        assertThat(files(folder.resolve("refused"))).hasSize(1);

        Files.write(parcels.get(0), copies.get(0));
        for (Path parcel : parcels) {
            assertThat(receive(parcel)).isInstanceOf(WorkOutcome.Done.class);
        }
        assertThat(held(peers.openArchive("group"))).hasSize(7).isEqualTo(held(peers.openArchive("hospital")));
        assertThat(files(folder)).isEmpty();

        Files.write(parcels.get(1), copies.get(1));
        receive(parcels.get(1));
        assertThat(files(folder.resolve("refused"))).hasSize(2);
        int kept = jdbi.withHandle(h -> h.createQuery("select count(*) from parcel_received")
                .mapTo(Integer.class)
                .one());
        assertThat(kept).isEqualTo(3);
        // one event for each parcel that was taken in, and none for those that were refused
        assertThat(events.fired())
                .hasSize(3)
                .allSatisfy(event -> assertThat(event).isInstanceOfSatisfying(StudyImported.class, imported -> {
                    assertThat(imported.sender()).isEqualTo("mercy");
                    assertThat(imported.archive()).isEqualTo("group");
                    assertThat(imported.studyUid()).isEqualTo(STUDY.value());
                }));
    }

    @Test
    void a_parcel_waits_while_its_archive_is_away() throws Exception {
        try (ObjectStream objects = all()) {
            peers.sink("parcels").put(STUDY, objects, Batch.DEFAULT);
        }
        group.close();
        group = null;
        assertThat(receive(files(folder).get(0))).isInstanceOf(WorkOutcome.Retry.class);
        assertThat(files(folder)).hasSize(1);
    }

    @Test
    void a_study_that_went_de_identified_is_found_there_by_its_own_names() {
        try (ObjectStream objects = all()) {
            PutResult result = peers.sink("blind").put(STUDY, objects, Batch.DEFAULT);
            assertThat(result).isInstanceOf(PutResult.Stored.class);
        }
        assertThat(held(peers.openArchive("group"))).isEmpty();
        TreeSet<String> there = new TreeSet<>();
        int given = peers.heldAt("blind").each(STUDY, (InstanceRef instance) -> there.add(instance.instance()));
        assertThat(given).isEqualTo(7);
        assertThat(there).isEqualTo(held(peers.openArchive("hospital")));
    }
}
