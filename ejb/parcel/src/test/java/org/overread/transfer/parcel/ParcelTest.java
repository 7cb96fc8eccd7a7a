/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.transfer.parcel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.overread.transfer.parcel.SampleParcels.NOW;
import static org.overread.transfer.parcel.SampleParcels.noise;

import com.exceptionfactory.jagged.framework.stream.StandardEncryptingChannelFactory;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.overread.transfer.parcel.ParcelRefused.Reason;

/** What a parcel keeps, and what is refused of one that somebody changed. */
class ParcelTest {
    private static final int CHUNK = 64 * 1024 + 16;

    private final ParcelKeys.Opening group = ParcelKeys.newOpening();
    private final ParcelKeys.Opening recovery = ParcelKeys.newOpening();
    private final ParcelKeys.Opening stranger = ParcelKeys.newOpening();
    private final KeyPair signing = ParcelKeys.newSigning();
    private final Set<String> seen = new HashSet<>();

    private byte[] packed(byte[]... objects) throws Exception {
        return SampleParcels.packed(signing, List.of(group.recipient(), recovery.recipient()), objects);
    }

    private Manifest read(byte[] parcel, ParcelKeys.Opening by, Clock clock, List<byte[]> into) throws Exception {
        ParcelReader reader = new ParcelReader(
                List.of(by.identity()), Map.of("mercy", signing.getPublic()), Duration.ofDays(30), clock);
        return reader.read(
                new ByteArrayInputStream(parcel), (name, content) -> into.add(content.readAllBytes()), seen::add);
    }

    private void refused(byte[] parcel, Reason... reasons) {
        assertThatThrownBy(() -> read(parcel, group, NOW, new ArrayList<>()))
                .isInstanceOfSatisfying(
                        ParcelRefused.class, e -> assertThat(e.reason()).isIn((Object[]) reasons));
    }

    @Test
    void what_was_packed_comes_out_for_each_recipient_with_its_manifest() throws Exception {
        byte[][] objects = {noise(1, 3), noise(2, 200_000), noise(3, 0), noise(4, 65_536)};
        byte[] parcel = packed(objects);
        for (ParcelKeys.Opening by : List.of(group, recovery)) {
            seen.clear();
            List<byte[]> out = new ArrayList<>();
            Manifest manifest = read(parcel, by, NOW, out);
            assertThat(out).containsExactly(objects);
            assertThat(manifest.objects()).isEqualTo(4);
            assertThat(manifest.bytes()).isEqualTo(265_539);
            assertThat(manifest.study()).isEqualTo("1.2.3");
        }
    }

    @Test
    void each_parcel_has_a_key_of_its_own() throws Exception {
        byte[] object = noise(1, 1000);
        byte[] one = packed(object);
        byte[] other = packed(object);
        assertThat(Arrays.copyOfRange(one, one.length - 500, one.length))
                .isNotEqualTo(Arrays.copyOfRange(other, other.length - 500, other.length));
    }

    @Test
    void a_bit_that_flips_anywhere_is_noticed() throws Exception {
        byte[] parcel = packed(noise(1, 150_000), noise(2, 10));
        Random random = new Random(7);
        for (int i = 0; i < 400; i++) {
            byte[] flipped = parcel.clone();
            int at = i < 200 ? i * 4 : random.nextInt(parcel.length);
            flipped[at] ^= (byte) (1 << random.nextInt(8));
            refused(flipped, Reason.DAMAGED, Reason.UNKNOWN_FORMAT, Reason.NOT_FOR_US);
        }
        assertThat(seen).isEmpty();
    }

    @Test
    void a_parcel_cut_anywhere_is_noticed_at_chunks_too() throws Exception {
        byte[] parcel = packed(noise(1, 200_000));
        int payload = parcel.length % CHUNK;
        Random random = new Random(8);
        for (int i = 0; i < 200; i++) {
            int length = i < 4 ? parcel.length - 1 - i : random.nextInt(parcel.length);
            refused(
                    Arrays.copyOf(parcel, length),
                    Reason.DAMAGED,
                    Reason.UNKNOWN_FORMAT,
                    Reason.NOT_FOR_US,
                    Reason.UNKNOWN_SENDER);
        }
        for (int end = payload; end < parcel.length; end++) {
            if ((parcel.length - end) % CHUNK == 0) {
                refused(Arrays.copyOf(parcel, end), Reason.DAMAGED, Reason.UNKNOWN_FORMAT);
            }
        }
        byte[] longer = Arrays.copyOf(parcel, parcel.length + 20);
        refused(longer, Reason.DAMAGED);
    }

    @Test
    void chunks_put_in_another_order_are_noticed() throws Exception {
        byte[] parcel = packed(noise(1, 400_000));
        int header = header(parcel);
        byte[] reordered = parcel.clone();
        System.arraycopy(parcel, header, reordered, header + CHUNK, CHUNK);
        System.arraycopy(parcel, header + CHUNK, reordered, header, CHUNK);
        refused(reordered, Reason.DAMAGED);
        byte[] doubled = parcel.clone();
        System.arraycopy(parcel, header, doubled, header + CHUNK, CHUNK);
        refused(doubled, Reason.DAMAGED);
    }

    /** age's header ends with a line that begins with ---; 16 bytes of nonce follow. */
    private static int header(byte[] parcel) {
        String text = new String(parcel, StandardCharsets.ISO_8859_1);
        return text.indexOf('\n', text.indexOf("\n--- ") + 1) + 1 + 16;
    }

    @Test
    void a_parcel_that_comes_again_is_refused() throws Exception {
        byte[] parcel = packed(noise(1, 10));
        read(parcel, group, NOW, new ArrayList<>());
        refused(parcel, Reason.REPLAYED);
    }

    @Test
    void a_parcel_for_somebody_else_is_refused_and_so_is_one_that_was_packed_anew_for_us() throws Exception {
        refused(SampleParcels.packed(signing, List.of(stranger.recipient()), noise(1, 10)), Reason.NOT_FOR_US);
        // the stranger opens it and packs it anew for the group, the signed manifest and all
        byte[] theirs = SampleParcels.packed(signing, List.of(stranger.recipient()), noise(1, 10));
        refused(repacked(theirs, stranger, "none", null), Reason.NOT_FOR_US);
    }

    @Test
    void what_the_sender_did_not_sign_is_refused() throws Exception {
        refused(
                SampleParcels.packed(ParcelKeys.newSigning(), List.of(group.recipient()), noise(1, 10)),
                Reason.UNKNOWN_SENDER);
        byte[] parcel = packed(noise(1, 10), noise(2, 10));
        for (String entry : List.of("objects/00000001.dcm", "objects/00000002.dcm", "SHA256SUMS")) {
            refused(repacked(parcel, group, entry, new byte[] {1, 2, 3}), Reason.OTHER_CONTENTS);
            refused(repacked(parcel, group, entry, new byte[0]), Reason.OTHER_CONTENTS);
        }
        for (String entry : List.of("parcel.json", "parcel.sig")) {
            refused(
                    repacked(parcel, group, entry, new byte[0]),
                    Reason.UNKNOWN_FORMAT,
                    Reason.UNKNOWN_SENDER,
                    Reason.OTHER_CONTENTS);
        }
        assertThat(seen).isEmpty();
    }

    /** Opens a parcel, changes an entry and packs it anew for the group, as whoever can open it could. */
    private byte[] repacked(byte[] parcel, ParcelKeys.Opening by, String changed, byte[] to) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        InputStream opened = Channels.newInputStream(
                new com.exceptionfactory.jagged.framework.stream.StandardDecryptingChannelFactory()
                        .newDecryptingChannel(
                                Channels.newChannel(new ByteArrayInputStream(parcel)),
                                ParcelKeys.readers(List.of(by.identity()))));
        OutputStream sealed = Channels.newOutputStream(new StandardEncryptingChannelFactory()
                .newEncryptingChannel(Channels.newChannel(out), ParcelKeys.writers(List.of(group.recipient()))));
        try (ZipInputStream in = new ZipInputStream(opened);
                ZipOutputStream zip = new ZipOutputStream(sealed)) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                byte[] content = in.readAllBytes();
                zip.putNextEntry(new ZipEntry(entry.getName()));
                zip.write(entry.getName().equals(changed) ? to : content);
                zip.closeEntry();
            }
        }
        return out.toByteArray();
    }

    @Test
    void a_parcel_of_long_ago_or_of_the_future_is_refused_and_a_little_skew_is_not() throws Exception {
        byte[] parcel = packed(noise(1, 10));
        for (Duration off : List.of(Duration.ofDays(31), Duration.ofMinutes(-20))) {
            assertThatThrownBy(() -> read(parcel, group, Clock.offset(NOW, off), new ArrayList<>()))
                    .isInstanceOfSatisfying(
                            ParcelRefused.class, e -> assertThat(e.reason()).isEqualTo(Reason.OUT_OF_TIME));
        }
        read(parcel, group, Clock.offset(NOW, Duration.ofMinutes(-10)), new ArrayList<>());
    }

    @Test
    void a_key_that_was_replaced_still_opens_what_was_packed_for_it() throws Exception {
        byte[] old = packed(noise(1, 10));
        ParcelKeys.Opening next = ParcelKeys.newOpening();
        ParcelReader reader = new ParcelReader(
                List.of(next.identity(), group.identity()),
                Map.of("mercy", signing.getPublic()),
                Duration.ofDays(30),
                NOW);
        reader.read(new ByteArrayInputStream(old), (name, content) -> {}, seen::add);
        byte[] fresh = SampleParcels.packed(signing, List.of(next.recipient()), noise(1, 10));
        reader.read(new ByteArrayInputStream(fresh), (name, content) -> {}, seen::add);
        refused(fresh, Reason.NOT_FOR_US);
    }
}
