/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * A message's bytes as they are stored: those of more than 1 KB deflated (RFC 1951 in RFC 1950) where that makes them
 * shorter. PostgreSQL would begin at 2 KB, and most orders lie between.
 *
 * @param codec 0 as they are, 1 deflated
 */
@SuppressWarnings("ArrayRecordComponent") // compared by identity only
record Packed(int codec, byte[] bytes) {
    private static final int AS_IS = 0;
    private static final int DEFLATED = 1;
    private static final int WORTH_IT = 1024;

    static Packed of(byte[] content) {
        if (content.length <= WORTH_IT) {
            return new Packed(AS_IS, content);
        }
        ByteArrayOutputStream shorter = new ByteArrayOutputStream(content.length / 2);
        Deflater deflater = new Deflater(Deflater.BEST_SPEED);
        try (DeflaterOutputStream out = new DeflaterOutputStream(shorter, deflater)) {
            out.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            deflater.end();
        }
        return shorter.size() < content.length
                ? new Packed(DEFLATED, shorter.toByteArray())
                : new Packed(AS_IS, content);
    }

    /** What was stored in the columns {@code codec} and {@code raw}. */
    static byte[] read(ResultSet row) throws SQLException {
        return new Packed(row.getInt("codec"), row.getBytes("raw")).content();
    }

    byte[] content() {
        if (codec == AS_IS) {
            return bytes;
        }
        if (codec != DEFLATED) {
            throw new IllegalStateException("a message is stored in a form that this release does not know: " + codec);
        }
        try (InflaterInputStream in = new InflaterInputStream(new ByteArrayInputStream(bytes))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
