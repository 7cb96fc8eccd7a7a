/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.transfer.deid;

import java.util.Arrays;
import java.util.List;
import org.overread.config.Deidentify.Rectangle;

/**
 * Blacks out rectangles of uncompressed pixel data while they pass (PS3.15 E.3.1), in each frame and each colour plane, for the
 * layouts of PS3.3 section C.7.6.3.
 */
final class PixelPainter {
    private final List<Rectangle> rectangles;
    private final long rows;
    private final long rowBytes;
    private final int pixelBytes;
    private final long columns;
    private long offset;

    private PixelPainter(List<Rectangle> rectangles, long rows, long columns, int pixelBytes) {
        this.rectangles = rectangles;
        this.rows = rows;
        this.columns = columns;
        this.pixelBytes = pixelBytes;
        this.rowBytes = columns * pixelBytes;
    }

    /** Whether pixels can be told apart: whole bytes and known dimensions. */
    static boolean canPaint(Facts facts) {
        int bits = facts.number(0x00280100);
        return bits > 0
                && bits % 8 == 0
                && facts.number(0x00280010) > 0
                && facts.number(0x00280011) > 0
                && !facts.text(0x00280004).contains("422");
    }

    static PixelPainter of(List<Rectangle> rectangles, Facts facts) {
        int samples = Math.max(1, facts.number(0x00280002));
        boolean interleaved = facts.number(0x00280006) == 0;
        int pixel = facts.number(0x00280100) / 8 * (interleaved ? samples : 1);
        return new PixelPainter(rectangles, facts.number(0x00280010), facts.number(0x00280011), pixel);
    }

    /** Paints the next bytes of the value. */
    void paint(byte[] bytes, int from, int count) {
        long first = offset / rowBytes;
        long last = (offset + count - 1) / rowBytes;
        for (long row = first; row <= last; row++) {
            long y = row % rows;
            for (Rectangle rectangle : rectangles) {
                if (y >= rectangle.y() && y < (long) rectangle.y() + rectangle.height()) {
                    long begin = row * rowBytes + Math.min(columns, rectangle.x()) * pixelBytes;
                    long end =
                            row * rowBytes + Math.min(columns, (long) rectangle.x() + rectangle.width()) * pixelBytes;
                    long a = Math.max(begin, offset) - offset;
                    long b = Math.min(end, offset + count) - offset;
                    if (a < b) {
                        Arrays.fill(bytes, from + (int) a, from + (int) b, (byte) 0);
                    }
                }
            }
        }
        offset += count;
    }
}
