/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.kit;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.util.Map;

/** Draws pixels that a person can tell apart: a shape by modality, moving with the slice, and the text burned in. */
final class Picture {
    /** Five columns of seven dots a character, top bit lowest: no font has to be installed. */
    private static final Map<Character, int[]> GLYPHS = Map.ofEntries(
            glyph('0', 0x3E, 0x51, 0x49, 0x45, 0x3E), glyph('1', 0x00, 0x42, 0x7F, 0x40, 0x00),
            glyph('2', 0x42, 0x61, 0x51, 0x49, 0x46), glyph('3', 0x21, 0x41, 0x45, 0x4B, 0x31),
            glyph('4', 0x18, 0x14, 0x12, 0x7F, 0x10), glyph('5', 0x27, 0x45, 0x45, 0x45, 0x39),
            glyph('6', 0x3C, 0x4A, 0x49, 0x49, 0x30), glyph('7', 0x01, 0x71, 0x09, 0x05, 0x03),
            glyph('8', 0x36, 0x49, 0x49, 0x49, 0x36), glyph('9', 0x06, 0x49, 0x49, 0x29, 0x1E),
            glyph('A', 0x7E, 0x11, 0x11, 0x11, 0x7E), glyph('B', 0x7F, 0x49, 0x49, 0x49, 0x36),
            glyph('C', 0x3E, 0x41, 0x41, 0x41, 0x22), glyph('D', 0x7F, 0x41, 0x41, 0x22, 0x1C),
            glyph('E', 0x7F, 0x49, 0x49, 0x49, 0x41), glyph('F', 0x7F, 0x09, 0x09, 0x09, 0x01),
            glyph('G', 0x3E, 0x41, 0x49, 0x49, 0x7A), glyph('H', 0x7F, 0x08, 0x08, 0x08, 0x7F),
            glyph('I', 0x00, 0x41, 0x7F, 0x41, 0x00), glyph('J', 0x20, 0x40, 0x41, 0x3F, 0x01),
            glyph('K', 0x7F, 0x08, 0x14, 0x22, 0x41), glyph('L', 0x7F, 0x40, 0x40, 0x40, 0x40),
            glyph('M', 0x7F, 0x02, 0x0C, 0x02, 0x7F), glyph('N', 0x7F, 0x04, 0x08, 0x10, 0x7F),
            glyph('O', 0x3E, 0x41, 0x41, 0x41, 0x3E), glyph('P', 0x7F, 0x09, 0x09, 0x09, 0x06),
            glyph('Q', 0x3E, 0x41, 0x51, 0x21, 0x5E), glyph('R', 0x7F, 0x09, 0x19, 0x29, 0x46),
            glyph('S', 0x46, 0x49, 0x49, 0x49, 0x31), glyph('T', 0x01, 0x01, 0x7F, 0x01, 0x01),
            glyph('U', 0x3F, 0x40, 0x40, 0x40, 0x3F), glyph('V', 0x1F, 0x20, 0x40, 0x20, 0x1F),
            glyph('W', 0x3F, 0x40, 0x38, 0x40, 0x3F), glyph('X', 0x63, 0x14, 0x08, 0x14, 0x63),
            glyph('Y', 0x07, 0x08, 0x70, 0x08, 0x07), glyph('Z', 0x61, 0x51, 0x49, 0x45, 0x43),
            glyph('-', 0x08, 0x08, 0x08, 0x08, 0x08), glyph('/', 0x20, 0x10, 0x08, 0x04, 0x02));

    private Picture() {}

    /** @return {@code size * size} grey values of 0 to 255 */
    static byte[] draw(String modality, int size, int slice, int slices, String caption) {
        BufferedImage image = new BufferedImage(size, size, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D g = image.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.scale(size / 256.0, size / 256.0);
        double way = slices < 2 ? 0.5 : slice / (double) (slices - 1);
        switch (modality) {
            case "CT" -> body(g, way);
            case "MR" -> head(g, way);
            default -> chest(g);
        }
        write(g, modality, 8, 8, 4, 255);
        write(g, caption, 8, 232, 2, 255);
        write(g, (slice + 1) + "/" + slices, 196, 8, 2, 255);
        g.dispose();
        return ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
    }

    /** A trunk seen from below: ribs' ring, two organs, a spine; the organs grow along the body. */
    private static void body(Graphics2D g, double way) {
        oval(g, 128, 132, 96, 70, 90);
        oval(g, 128, 132, 88, 62, 60);
        int organ = (int) (16 + 26 * Math.sin(Math.PI * way));
        oval(g, 88, 126, organ + 8, organ, 130);
        oval(g, 170, 126, organ, organ, 110);
        oval(g, 128, 178, 14, 14, 230);
        oval(g, 128, 160, 7, 7, 150);
    }

    /** A head: skull, brain in rings, two ventricles that open and close along it. */
    private static void head(Graphics2D g, double way) {
        oval(g, 128, 130, 74, 92, 200);
        oval(g, 128, 130, 68, 86, 40);
        for (int ring = 0; ring < 6; ring++) {
            oval(g, 128, 130, 62 - ring * 9, 80 - ring * 12, 90 + (ring % 2) * 50);
        }
        int open = (int) (3 + 9 * Math.sin(Math.PI * way));
        oval(g, 116, 124, open, 24, 20);
        oval(g, 140, 124, open, 24, 20);
    }

    /** A chest from the front: two lungs, ribs, a heart. */
    private static void chest(Graphics2D g) {
        oval(g, 128, 140, 104, 108, 120);
        oval(g, 84, 134, 38, 76, 40);
        oval(g, 172, 134, 38, 76, 40);
        g.setStroke(new BasicStroke(4));
        g.setColor(new Color(150, 150, 150));
        for (int rib = 0; rib < 7; rib++) {
            g.drawArc(36, 56 + rib * 22, 92, 46, 20, 140);
            g.drawArc(128, 56 + rib * 22, 92, 46, 20, 140);
        }
        oval(g, 142, 168, 34, 40, 190);
        g.setColor(new Color(210, 210, 210));
        g.fillRect(122, 40, 12, 190);
    }

    private static void oval(Graphics2D g, int x, int y, int rx, int ry, int grey) {
        g.setColor(new Color(grey, grey, grey));
        g.fillOval(x - rx, y - ry, 2 * rx, 2 * ry);
    }

    private static void write(Graphics2D g, String text, int x, int y, int dot, int grey) {
        g.setColor(new Color(grey, grey, grey));
        int at = x;
        for (char c : text.toUpperCase(java.util.Locale.ROOT).toCharArray()) {
            int[] columns = GLYPHS.getOrDefault(c, new int[5]);
            for (int column = 0; column < 5; column++) {
                for (int row = 0; row < 7; row++) {
                    if ((columns[column] >> row & 1) == 1) {
                        g.fillRect(at + column * dot, y + row * dot, dot, dot);
                    }
                }
            }
            at += 6 * dot;
        }
    }

    private static Map.Entry<Character, int[]> glyph(char c, int... columns) {
        return Map.entry(c, columns);
    }
}
