/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.archive;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.time.Clock;
import java.util.UUID;
import org.overread.config.ParcelDelivery;
import org.overread.config.Secrets;
import org.overread.shared.DicomUid;
import org.overread.shared.Problem;
import org.overread.study.ArchiveRefused;
import org.overread.transfer.ObjectSink;
import org.overread.transfer.ObjectStream;
import org.overread.transfer.PutResult;
import org.overread.transfer.SourceFailed;
import org.overread.transfer.parcel.ParcelKeys;
import org.overread.transfer.parcel.ParcelWriter;

/**
 * Objects packed into parcels in a folder, from which whoever carries them takes them on: a mount of an object store, a share, a
 * stick. Nobody on the way can look in. A parcel appears under its name only when it is whole and on the disk; its name tells nothing.
 */
final class ParcelSink implements ObjectSink {
    private static final String ENDING = ".age";

    private final String name;
    private final ParcelDelivery delivery;
    private final PrivateKey key;
    private final Clock clock;

    /** @throws ArchiveRefused when the signing key is missing or is none */
    ParcelSink(String name, ParcelDelivery delivery, Clock clock) {
        this.name = name;
        this.delivery = delivery;
        this.clock = clock;
        String pem = Secrets.find(delivery.signingKey())
                .orElseThrow(() -> new ArchiveRefused(
                        ParcelMessages.MESSAGES.noKey(delivery.signingKey().value(), name)));
        try {
            this.key = ParcelKeys.privateKey(pem);
        } catch (GeneralSecurityException e) {
            throw new ArchiveRefused(ParcelMessages.MESSAGES.badKey(name));
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public PutResult put(DicomUid study, ObjectStream objects, Batch batch) {
        Handover handover =
                new Handover(objects, new Batch(Math.min(batch.objects(), ParcelWriter.MOST_OBJECTS), batch.bytes()));
        if (!handover.hasNext()) {
            return new PutResult.Stored(handover.sent());
        }
        Path part = delivery.folder().resolve("." + UUID.randomUUID() + ".part");
        try {
            String parcel = write(study, handover, part);
            Files.move(part, delivery.folder().resolve(parcel + ENDING), StandardCopyOption.ATOMIC_MOVE);
            return new PutResult.Stored(handover.sent());
        } catch (SourceFailed e) {
            drop(part);
            throw e.reason();
        } catch (IOException e) {
            // not there, not ours to write, full: nothing of this parcel is there, and it is tried again
            drop(part);
            return new PutResult.Unavailable(handover.sent(), Problem.of(ParcelMessages.MESSAGES.folder(name)));
        } catch (GeneralSecurityException e) {
            drop(part);
            throw new ArchiveRefused(ParcelMessages.MESSAGES.badKey(name));
        } catch (RuntimeException e) {
            drop(part);
            throw e;
        }
    }

    private String write(DicomUid study, Handover handover, Path part) throws IOException, GeneralSecurityException {
        ParcelWriter.Sender sender = new ParcelWriter.Sender(delivery.sender(), key);
        try (FileChannel file = FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                OutputStream out = Channels.newOutputStream(new Kept(file));
                ParcelWriter writer = new ParcelWriter(out, sender, delivery.recipients(), study.value(), clock)) {
            while (handover.hasNext()) {
                long length = writer.add(handover.next().content());
                handover.moved((int) Math.min(Integer.MAX_VALUE, length));
            }
            writer.finish();
            file.force(true);
            return writer.id();
        }
    }

    private static void drop(Path part) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            // what is left cannot be opened to its end and has no parcel's name
        }
    }

    /** The end of the parcel does not close the file: it must be forced to the disk first. */
    private record Kept(FileChannel file) implements java.nio.channels.WritableByteChannel {
        @Override
        public int write(java.nio.ByteBuffer bytes) throws IOException {
            return file.write(bytes);
        }

        @Override
        public boolean isOpen() {
            return file.isOpen();
        }

        @Override
        public void close() {
            // see above
        }
    }
}
