/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.transfer.parcel;

import com.exceptionfactory.jagged.framework.stream.StandardEncryptingChannelFactory;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Packs a parcel as a stream: an age file (age-encryption.org/v1) of a ZIP with the objects, {@code SHA256SUMS}, {@code parcel.json}
 * and its Ed25519 signature {@code parcel.sig}. age makes a new key for each file, wraps it for each recipient and seals the
 * payload in chunks of 64 KiB. Without {@link #finish} there is no parcel: whatever was written cannot be opened to its end.
 *
 * <p>Held in memory are some buffers and, for the ZIP's directory, about 300 bytes an object; so a parcel has at most
 * {@link #MOST_OBJECTS} of them. The list of digests, which would be more, waits in a temporary file: it tells nothing of anybody.
 */
public final class ParcelWriter implements AutoCloseable {
    public static final int MOST_OBJECTS = 5_000;

    static final String SUMS = "SHA256SUMS";
    static final String MANIFEST = "parcel.json";
    static final String SIGNATURE = "parcel.sig";

    private final Sender sender;
    private final List<String> recipients;
    private final String study;
    private final Clock clock;
    private final String id;
    private final ZipOutputStream zip;
    private final java.nio.file.Path sumsFile;
    private final OutputStream sums;
    private final MessageDigest sumsDigest = sha256();
    private final byte[] buffer = new byte[64 * 1024];
    private int objects;
    private long bytes;

    /**
     * Who packs.
     *
     * @param name as recipients know it
     * @param key Ed25519
     */
    public record Sender(String name, PrivateKey key) {}

    /**
     * @param recipients age recipients, at least one
     * @throws GeneralSecurityException when a recipient is none
     */
    public ParcelWriter(OutputStream out, Sender sender, List<String> recipients, String study, Clock clock)
            throws IOException, GeneralSecurityException {
        if (recipients.isEmpty()) {
            throw new GeneralSecurityException("no recipient");
        }
        this.sender = sender;
        this.recipients = List.copyOf(recipients);
        this.study = study;
        this.clock = clock;
        this.id = UUID.randomUUID().toString();
        WritableByteChannel sealed = new StandardEncryptingChannelFactory()
                .newEncryptingChannel(Channels.newChannel(out), ParcelKeys.writers(recipients));
        this.zip = new ZipOutputStream(new BufferedOutputStream(Channels.newOutputStream(sealed), 64 * 1024));
        // images are compressed already, or not worth the time
        zip.setLevel(Deflater.NO_COMPRESSION);
        this.sumsFile = Files.createTempFile("overread-parcel", ".sums");
        this.sums = new BufferedOutputStream(Files.newOutputStream(sumsFile));
    }

    public String id() {
        return id;
    }

    public int objects() {
        return objects;
    }

    /** Adds one object; returns how many bytes it has. */
    public long add(InputStream object) throws IOException {
        if (objects == MOST_OBJECTS) {
            throw new IOException("a parcel has at most " + MOST_OBJECTS + " objects");
        }
        objects++;
        String name = String.format("objects/%08d.dcm", objects);
        MessageDigest digest = sha256();
        long length = 0;
        begin(name);
        for (int count = object.read(buffer); count > 0; count = object.read(buffer)) {
            zip.write(buffer, 0, count);
            digest.update(buffer, 0, count);
            length += count;
        }
        zip.closeEntry();
        byte[] line = sumsLine(digest.digest(), name);
        sums.write(line);
        sumsDigest.update(line);
        bytes += length;
        return length;
    }

    static byte[] sumsLine(byte[] digest, String name) {
        // the form of coreutils' sha256sum: sha256sum -c SHA256SUMS
        return (HexFormat.of().formatHex(digest) + "  " + name + "\n").getBytes(StandardCharsets.US_ASCII);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private void begin(String name) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        // no time of ours in it
        entry.setTime(315_532_800_000L);
        zip.putNextEntry(entry);
    }

    /** Signs and ends it, with the stream that it was written to. */
    public Manifest finish() throws IOException, GeneralSecurityException {
        sums.close();
        begin(SUMS);
        Files.copy(sumsFile, zip);
        zip.closeEntry();
        Manifest manifest = new Manifest(
                id,
                sender.name(),
                recipients,
                clock.instant(),
                study,
                objects,
                bytes,
                HexFormat.of().formatHex(sumsDigest.digest()));
        byte[] written = manifest.written();
        begin(MANIFEST);
        zip.write(written);
        zip.closeEntry();
        Signature signature = Signature.getInstance("Ed25519");
        signature.initSign(sender.key());
        signature.update(written);
        begin(SIGNATURE);
        zip.write(signature.sign());
        zip.closeEntry();
        zip.close();
        return manifest;
    }

    /** Drops what only helped. The stream below is the caller's. */
    @Override
    public void close() throws IOException {
        sums.close();
        Files.deleteIfExists(sumsFile);
    }
}
