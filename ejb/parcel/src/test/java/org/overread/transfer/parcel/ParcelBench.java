/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.transfer.parcel;

import com.exceptionfactory.jagged.framework.stream.StandardEncryptingChannelFactory;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** What packing and opening parcels costs on this machine, on one core: {@code ./bench parcel}. */
final class ParcelBench {
    private static final byte[] OBJECT = new byte[512 * 1024];
    private static final int OBJECTS = 1024;
    private static final double MEGABYTES = OBJECTS * (double) OBJECT.length / 1e6;

    private ParcelBench() {}

    private interface Work {
        void run() throws Exception;
    }

    public static void main(String[] arguments) throws Exception {
        new Random(1).nextBytes(OBJECT);
        ParcelKeys.Opening group = ParcelKeys.newOpening();
        java.security.KeyPair signing = ParcelKeys.newSigning();
        Path file = Files.createTempFile("overread-parcel", ".bench");
        try {
            double cipher = best(() -> {
                try (OutputStream out = Channels.newOutputStream(new StandardEncryptingChannelFactory()
                        .newEncryptingChannel(
                                Channels.newChannel(OutputStream.nullOutputStream()),
                                ParcelKeys.writers(List.of(group.recipient()))))) {
                    for (int i = 0; i < OBJECTS; i++) {
                        out.write(OBJECT);
                    }
                }
            });
            double openssl = openssl();
            line("parcel.cipher-gb-per-second.openssl", cipher / openssl, cipher / 1e3, openssl / 1e3);
            double plain = best(() -> plain(file));
            double packed = best(() -> pack(file, group, signing));
            line("parcel.pack-mb-per-second.unencrypted", packed / plain, packed, plain);
            double opened = best(() -> new ParcelReader(
                            List.of(group.identity()),
                            Map.of("bench", signing.getPublic()),
                            Duration.ofDays(1),
                            Clock.systemUTC())
                    .read(
                            Files.newInputStream(file),
                            (name, content) -> content.transferTo(OutputStream.nullOutputStream()),
                            id -> true));
            line("parcel.open-mb-per-second.unencrypted", opened / plain, opened, plain);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private static void pack(Path file, ParcelKeys.Opening group, java.security.KeyPair signing) throws Exception {
        ParcelWriter.Sender sender = new ParcelWriter.Sender("bench", signing.getPrivate());
        try (OutputStream out = Files.newOutputStream(file);
                ParcelWriter writer =
                        new ParcelWriter(out, sender, List.of(group.recipient()), "1.2.3", Clock.systemUTC())) {
            for (int i = 0; i < OBJECTS; i++) {
                writer.add(new ByteArrayInputStream(OBJECT));
            }
            writer.finish();
        }
    }

    /** The same ZIP with the same digests, not encrypted. */
    private static void plain(Path file) throws Exception {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.setLevel(Deflater.NO_COMPRESSION);
            for (int i = 0; i < OBJECTS; i++) {
                MessageDigest digest = ParcelWriter.sha256();
                zip.putNextEntry(new ZipEntry("objects/" + i));
                for (int at = 0; at < OBJECT.length; at += 65_536) {
                    zip.write(OBJECT, at, 65_536);
                    digest.update(OBJECT, at, 65_536);
                }
                zip.closeEntry();
                digest.digest();
            }
        }
    }

    private static double best(Work work) throws Exception {
        double best = 0;
        for (int i = 0; i < 4; i++) {
            long begin = System.nanoTime();
            work.run();
            best = Math.max(best, MEGABYTES / ((System.nanoTime() - begin) / 1e9));
        }
        return best;
    }

    /** MB/s of the same cipher in chunks of the same size; 1 core. */
    private static double openssl() throws Exception {
        Process process = new ProcessBuilder(
                        "openssl", "speed", "-seconds", "2", "-bytes", "65536", "-evp", "chacha20-poly1305")
                .start();
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))) {
            return reader.lines()
                    .filter(line -> line.startsWith("ChaCha20-Poly1305"))
                    .map(line -> line.replaceAll("[^0-9.k ]", "").strip())
                    .map(line -> line.substring(line.lastIndexOf(' ') + 1).replace("k", ""))
                    .mapToDouble(kilobytes -> Double.parseDouble(kilobytes) / 1e3)
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static void line(String name, double ratio, double value, double limit) {
        System.out.printf(java.util.Locale.ROOT, "%s ratio=%.3f value=%.2f limit=%.2f%n", name, ratio, value, limit);
    }
}
