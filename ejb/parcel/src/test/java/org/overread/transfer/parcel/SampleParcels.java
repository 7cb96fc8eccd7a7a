/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.transfer.parcel;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.security.KeyPair;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;

/** Parcels of made-up objects, packed at one moment. */
final class SampleParcels {
    static final Clock NOW = Clock.fixed(Instant.parse("2026-11-29T10:00:00Z"), ZoneOffset.UTC);

    private SampleParcels() {}

    static byte[] noise(int seed, int size) {
        byte[] bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    static byte[] packed(KeyPair by, List<String> recipients, byte[]... objects) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ParcelWriter.Sender sender = new ParcelWriter.Sender("mercy", by.getPrivate());
        try (ParcelWriter writer = new ParcelWriter(out, sender, recipients, "1.2.3", NOW)) {
            for (byte[] object : objects) {
                writer.add(new ByteArrayInputStream(object));
            }
            writer.finish();
        }
        return out.toByteArray();
    }
}
