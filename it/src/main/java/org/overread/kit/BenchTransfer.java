/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.kit;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.DoubleSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * MB/s of a 150 MB CT from the first byte sent to the proof that it arrived, beside the destination's own limit (a
 * STOW-RS of the same bytes by a plain client) and beside Orthanc's own send to a peer; and what the server's heap does
 * when the study is ten times as large.
 */
final class BenchTransfer {
    private static final int IMAGES = Integer.getInteger("bench.images", 290);
    private static final int ROUNDS = Integer.getInteger("bench.rounds", 5);

    /** Studies until the server has compiled what a transfer uses. */
    private static final int WARM_UP = Integer.getInteger("bench.warm-up", 8);

    private final Stack stack;

    private BenchTransfer(Stack stack) {
        this.stack = stack;
    }

    static void run() {
        try (Stack stack = Stack.fresh("bench-transfer").withTestUsers().install()) {
            Quickstart.say("starting servers of its own");
            stack.start().configure(QuickstartConfiguration.ownArchive(stack));
            // what is there when an archive is first looked at is history, and never a case
            Waiting.until(
                    "the first look at the archive",
                    Duration.ofMinutes(2),
                    () -> stack.database().number("select count(*) from sweep where installed_at is not null") == 1);
            new BenchTransfer(stack).measure();
        }
    }

    private void measure() {
        List<Double> ours = new ArrayList<>();
        List<Double> plain = new ArrayList<>();
        List<Double> peer = new ArrayList<>();
        AtomicLong first = new AtomicLong();
        for (int number = 1; number <= WARM_UP; number++) {
            Quickstart.say("warming up, study " + number + " of " + WARM_UP);
            Study unmeasured = study(number, IMAGES);
            transferred(unmeasured, number == WARM_UP ? first : null);
            forget(unmeasured);
        }
        for (int round = 1; round <= ROUNDS; round++) {
            Quickstart.say("round " + round + " of " + ROUNDS);
            Study study = study(WARM_UP + round, IMAGES);
            double megabytes = megabytes(study);
            ours.add(megabytes / transferred(study, null));
            stack.group().delete(study.uid());
            peer.add(megabytes / told("Orthanc's peer send", () -> seconds(() -> peerSend(study))));
            stack.group().delete(study.uid());
            plain.add(megabytes / told("plain STOW-RS", () -> seconds(() -> stow(study))));
            forget(study);
        }
        Bench.line("transfer.mb-per-second.plain-stow", Bench.median(ours), Bench.median(plain));
        Bench.line("transfer.mb-per-second.orthanc-peer", Bench.median(ours), Bench.median(peer));
        Quickstart.say("a study ten times as large");
        Study large = study(99, IMAGES * 10);
        AtomicLong heap = new AtomicLong();
        double rate = megabytes(large) / transferred(large, heap);
        Bench.line("transfer.mb-per-second.ten-times", rate, Bench.median(ours));
        Bench.line("transfer.peak-heap-mb.ten-times", heap.get() / 1024.0, first.get() / 1024.0);
    }

    private Study study(int patient, int images) {
        return stack.studies().size(512).unordered(Patient.numbered(patient, "MERCY"), "CT", "BENCH", images);
    }

    private void forget(Study study) {
        stack.group().delete(study.uid());
        stack.hospital().delete(study.uid());
        Stack.delete(stack.folder().resolve("studies").resolve(study.uid()));
    }

    /**
     * Seconds from the first attempt's start to the proof.
     *
     * @param heap takes the peak of the server's used heap meanwhile, in KB; looking costs time, so null where it is
     *     measured
     */
    private double transferred(Study study, @Nullable AtomicLong heap) {
        stack.hospital().store(study);
        command("GC.run");
        return told("transfer", () -> proved(study, heap));
    }

    private double proved(Study study, @Nullable AtomicLong heap) {
        AtomicBoolean done = new AtomicBoolean();
        Thread watch = new Thread(() -> {
            while (heap != null && !done.get()) {
                heap.accumulateAndGet(usedHeap(), Math::max);
            }
        });
        watch.start();
        try {
            Waiting.until(
                    "the transfer of " + study.instances().size() + " images",
                    Duration.ofMinutes(20),
                    () -> stack.database()
                                    .number("select count(*) from transfer where state = 'VERIFIED' and study_uid = '"
                                            + study.uid() + "' and instances = "
                                            + study.instances().size())
                            == 1);
        } finally {
            done.set(true);
        }
        return Double.parseDouble(stack.database()
                .rows("select extract(epoch from t.verified_at - min(a.started_at)) from transfer t"
                        + " join transfer_attempt a on a.transfer_id = t.id where t.study_uid = '" + study.uid()
                        + "' group by t.id, t.verified_at")
                .get(0));
    }

    private void peerSend(Study study) {
        stack.hospital()
                .http()
                .within(Duration.ofMinutes(10))
                .post(
                        "/dicom-web/servers/group/stow",
                        "{\"Resources\": [\"" + stack.hospital().internalId(study.uid())
                                + "\"], \"Synchronous\": true}")
                .ok();
    }

    /** All files in one STOW-RS request, as fast as a plain client can. */
    private void stow(Study study) {
        String boundary = "overread-bench";
        List<InputStream> parts = new ArrayList<>();
        try {
            for (Study.Instance instance : study.instances()) {
                parts.add(text("--" + boundary + "\r\nContent-Type: application/dicom\r\n\r\n"));
                parts.add(Files.newInputStream(instance.file()));
                parts.add(text("\r\n"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        parts.add(text("--" + boundary + "--\r\n"));
        InputStream body = new SequenceInputStream(Collections.enumeration(parts));
        stack.group()
                .http()
                .within(Duration.ofMinutes(10))
                .header("Accept", "application/dicom+json")
                .send(
                        "POST",
                        "/dicom-web/studies",
                        "multipart/related; type=\"application/dicom\"; boundary=" + boundary,
                        BodyPublishers.ofInputStream(() -> body))
                .ok();
    }

    private static InputStream text(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
    }

    private long usedHeap() {
        Matcher used = Pattern.compile("used (\\d+)K").matcher(command("GC.heap_info"));
        long sum = 0;
        for (int i = 0; i < 2 && used.find(); i++) {
            sum += Long.parseLong(used.group(1));
        }
        return sum;
    }

    private String command(String what) {
        return Program.of("jcmd", Long.toString(stack.server().pid()), what).must();
    }

    /** Says how long it took, and what each program worked meanwhile. */
    private double told(String what, DoubleSupplier measured) {
        List<Path> programs = List.of(
                Path.of("/proc", Long.toString(stack.server().pid()), "stat"),
                Path.of("/proc", Long.toString(stack.hospital().pid()), "stat"),
                Path.of("/proc", Long.toString(stack.group().pid()), "stat"));
        double[] before = programs.stream().mapToDouble(BenchTransfer::worked).toArray();
        double seconds = measured.getAsDouble();
        double[] after = programs.stream().mapToDouble(BenchTransfer::worked).toArray();
        Quickstart.say(String.format(
                Locale.ROOT,
                "  %s: %.2f s; of the CPU: server %.2f s, source %.2f s, destination %.2f s",
                what,
                seconds,
                after[0] - before[0],
                after[1] - before[1],
                after[2] - before[2]));
        return seconds;
    }

    /** Seconds of CPU by {@code proc(5)}; its clock ticks 100 times a second. */
    private static double worked(Path stat) {
        try {
            String line = Files.readString(stat);
            String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ");
            return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / 100.0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double megabytes(Study study) {
        long bytes = 0;
        for (Study.Instance instance : study.instances()) {
            bytes += instance.file().toFile().length();
        }
        return bytes / 1e6;
    }

    private static double seconds(Runnable work) {
        long begin = System.nanoTime();
        work.run();
        return (System.nanoTime() - begin) / 1e9;
    }
}
