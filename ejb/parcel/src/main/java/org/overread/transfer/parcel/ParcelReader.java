/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.transfer.parcel;

import com.exceptionfactory.jagged.UnsupportedRecipientStanzaException;
import com.exceptionfactory.jagged.framework.stream.StandardDecryptingChannelFactory;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import org.overread.transfer.parcel.ParcelRefused.Reason;

/**
 * Opens a parcel as a stream and checks all of it. Each object is given while nobody knows yet who signed it: keep what you are given
 * apart until {@link #read} returns, and drop it when that throws.
 */
public final class ParcelReader {
    private static final int LARGEST_TEXT = 1 << 20;
    /** How far two clocks may differ. */
    private static final Duration SKEW = Duration.ofMinutes(15);

    private final List<String> identities;
    private final List<String> recipients;
    private final Map<String, PublicKey> senders;
    private final Duration lifetime;
    private final Clock clock;

    /** Takes one object, to its end or not. */
    public interface Objects {
        void object(String name, InputStream content) throws IOException;
    }

    /**
     * @param identities ours, the current one and those that were current before
     * @param senders the keys of those from whom we take parcels, by name
     * @param lifetime how old a parcel may be
     * @throws GeneralSecurityException when an identity is none
     */
    public ParcelReader(List<String> identities, Map<String, PublicKey> senders, Duration lifetime, Clock clock)
            throws GeneralSecurityException {
        this.identities = List.copyOf(identities);
        List<String> publics = new ArrayList<>();
        for (String identity : identities) {
            publics.add(ParcelKeys.recipient(identity));
        }
        this.recipients = List.copyOf(publics);
        this.senders = Map.copyOf(senders);
        this.lifetime = lifetime;
        this.clock = clock;
    }

    /**
     * Reads a parcel to its end.
     *
     * @param fresh whether a parcel of this number was never received; asked last
     * @throws ParcelRefused when it is not what a known sender packed for us; the reason says why
     * @throws IOException what the stream or the objects' taker throws
     */
    public Manifest read(InputStream parcel, Objects objects, Predicate<String> fresh) throws IOException {
        Source source = new Source(parcel);
        try (InputStream opened = open(source)) {
            return contents(opened, objects, fresh);
        } catch (ParcelRefused | Source.Failed e) {
            throw e;
        } catch (ZipException e) {
            throw new ParcelRefused(Reason.UNKNOWN_FORMAT, e);
        }
    }

    private InputStream open(InputStream parcel) throws IOException {
        try {
            ReadableByteChannel channel = new StandardDecryptingChannelFactory()
                    .newDecryptingChannel(Channels.newChannel(parcel), ParcelKeys.readers(identities));
            return new Authenticated(new BufferedInputStream(Channels.newInputStream(channel), 128 * 1024));
        } catch (UnsupportedRecipientStanzaException e) {
            throw new ParcelRefused(Reason.NOT_FOR_US, e);
        } catch (GeneralSecurityException e) {
            throw new ParcelRefused(Reason.DAMAGED, e);
        } catch (Source.Failed e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw new ParcelRefused(Reason.UNKNOWN_FORMAT, e);
        }
    }

    private Manifest contents(InputStream opened, Objects objects, Predicate<String> fresh) throws IOException {
        ZipInputStream zip = new ZipInputStream(opened);
        MessageDigest expected = ParcelWriter.sha256();
        MessageDigest given = ParcelWriter.sha256();
        Counted counted = new Counted();
        byte[] manifest = null;
        byte[] signature = null;
        boolean summed = false;
        for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
            String name = entry.getName();
            if (name.equals(String.format("objects/%08d.dcm", counted.objects + 1)) && !summed) {
                expected.update(ParcelWriter.sumsLine(object(name, zip, objects, counted), name));
            } else if (name.equals(ParcelWriter.SUMS) && !summed) {
                summed = true;
                byte[] buffer = new byte[8192];
                for (int count = zip.read(buffer); count > 0; count = zip.read(buffer)) {
                    given.update(buffer, 0, count);
                }
            } else if (name.equals(ParcelWriter.MANIFEST) && summed && manifest == null) {
                manifest = zip.readNBytes(LARGEST_TEXT);
            } else if (name.equals(ParcelWriter.SIGNATURE) && manifest != null && signature == null) {
                signature = zip.readNBytes(LARGEST_TEXT);
            } else {
                throw new ParcelRefused(Reason.OTHER_CONTENTS);
            }
        }
        // to the very end: only the last chunk's seal tells that nothing was cut off
        opened.transferTo(OutputStream.nullOutputStream());
        if (manifest == null || signature == null) {
            throw new ParcelRefused(Reason.UNKNOWN_SENDER);
        }
        return checked(manifest, signature, expected.digest(), given.digest(), counted, fresh);
    }

    private static final class Counted {
        private int objects;
        private long bytes;
    }

    private static byte[] object(String name, InputStream zip, Objects objects, Counted counted) throws IOException {
        MessageDigest digest = ParcelWriter.sha256();
        InputStream content = new FilterInputStream(zip) {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
            }

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                int count = super.read(into, offset, length);
                if (count > 0) {
                    digest.update(into, offset, count);
                    counted.bytes += count;
                }
                return count;
            }

            @Override
            public void close() {
                // the rest of the parcel is behind it
            }
        };
        counted.objects++;
        objects.object(name, content);
        content.transferTo(OutputStream.nullOutputStream());
        return digest.digest();
    }

    private Manifest checked(
            byte[] written, byte[] signature, byte[] expected, byte[] given, Counted counted, Predicate<String> fresh)
            throws ParcelRefused {
        Manifest manifest = Manifest.read(written);
        PublicKey key = senders.get(manifest.sender());
        if (key == null || !isSignedBy(key, written, signature)) {
            throw new ParcelRefused(Reason.UNKNOWN_SENDER);
        }
        if (manifest.recipients().stream().noneMatch(recipients::contains)) {
            throw new ParcelRefused(Reason.NOT_FOR_US);
        }
        if (!MessageDigest.isEqual(expected, given)
                || !HexFormat.of().formatHex(given).equals(manifest.sums())
                || manifest.objects() != counted.objects
                || manifest.bytes() != counted.bytes) {
            throw new ParcelRefused(Reason.OTHER_CONTENTS);
        }
        Instant now = clock.instant();
        if (manifest.packed().isAfter(now.plus(SKEW))
                || manifest.packed().isBefore(now.minus(lifetime).minus(SKEW))) {
            throw new ParcelRefused(Reason.OUT_OF_TIME);
        }
        if (!fresh.test(manifest.id())) {
            throw new ParcelRefused(Reason.REPLAYED);
        }
        return manifest;
    }

    private static boolean isSignedBy(PublicKey key, byte[] written, byte[] signature) {
        try {
            Signature check = Signature.getInstance("Ed25519");
            check.initVerify(key);
            check.update(written);
            return check.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /** The encrypted bytes: what fails here is the way, not the parcel. */
    private static final class Source extends FilterInputStream {
        Source(InputStream in) {
            super(in);
        }

        static final class Failed extends IOException {
            private static final long serialVersionUID = 1L;

            Failed(IOException cause) {
                super(cause.getMessage(), cause);
            }
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            try {
                return super.read(into, offset, length);
            } catch (IOException e) {
                throw new Failed(e);
            }
        }
    }

    /** The opened bytes: a chunk whose seal is broken is a refusal. */
    private static final class Authenticated extends FilterInputStream {
        Authenticated(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            try {
                return super.read(into, offset, length);
            } catch (Source.Failed e) {
                throw e;
            } catch (IOException | RuntimeException e) {
                throw new ParcelRefused(Reason.DAMAGED, e);
            }
        }
    }
}
