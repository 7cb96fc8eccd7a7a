/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.archive;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** One recorded exchange of {@code src/test/resources/dcm4chee}. Latin-1 throughout, so that a char is a byte. */
record Recording(
        String name,
        String requestLine,
        Map<String, String> requestHeaders,
        String requestBody,
        String statusLine,
        List<String> responseHeaders,
        String responseBody) {

    static Recording load(String name, byte[]... objects) {
        String text;
        try (InputStream in = Recording.class.getResourceAsStream("/dcm4chee/" + name + ".http")) {
            text = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (int i = 0; i < objects.length; i++) {
            text = text.replace("[[object " + (i + 1) + "]]", new String(objects[i], StandardCharsets.ISO_8859_1));
        }
        int response = text.indexOf("### RESPONSE\n");
        String request = text.substring(text.indexOf("### REQUEST\n") + 12, response);
        String answer = text.substring(response + 13);
        List<String> requestHead = head(request);
        List<String> answerHead = head(answer);
        String body = body(answer);
        for (String header : answerHead) {
            if (header.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                int length = Integer.parseInt(header.substring(15).trim());
                body = body.substring(0, Math.min(length, body.length()));
            }
        }
        // the recorder ended each file with a line feed
        body = body.endsWith("\n") && !body.endsWith("\r\n") ? body.substring(0, body.length() - 1) : body;
        return new Recording(
                name,
                requestHead.get(0),
                headers(requestHead),
                body(request),
                answerHead.get(0),
                answerHead.subList(1, answerHead.size()),
                body);
    }

    private static List<String> head(String message) {
        return List.of(message.substring(0, message.indexOf("\n\n")).split("\n"));
    }

    private static String body(String message) {
        return message.substring(message.indexOf("\n\n") + 2);
    }

    private static Map<String, String> headers(List<String> head) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        head.stream()
                .skip(1)
                .forEach(line -> headers.put(
                        line.substring(0, line.indexOf(':')),
                        line.substring(line.indexOf(':') + 1).trim()));
        return headers;
    }

    /** What differs in a request from the recorded one; empty when nothing that matters does. */
    List<String> differences(String line, Map<String, String> headers, String body) {
        List<String> differences = new ArrayList<>();
        compare(differences, "request line", requestLine, line);
        compare(differences, "Accept", requestHeaders.get("Accept"), headers.get("Accept"));
        compare(differences, "Content-Type", requestHeaders.get("Content-Type"), headers.get("Content-Type"));
        compare(differences, "body", requestBody, body);
        return differences;
    }

    private static void compare(List<String> differences, String what, Object recorded, Object got) {
        if (recorded == null ? got != null : !recorded.equals(got)) {
            differences.add(what + " recorded " + recorded + " got " + got);
        }
    }

    byte[] response() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        StringBuilder head = new StringBuilder(statusLine).append("\r\n");
        responseHeaders.stream()
                .filter(header -> !header.toLowerCase(Locale.ROOT).startsWith("transfer-encoding:"))
                .forEach(header -> head.append(header).append("\r\n"));
        head.append("Connection: close\r\n\r\n");
        out.writeBytes(head.toString().getBytes(StandardCharsets.ISO_8859_1));
        out.writeBytes(responseBody.getBytes(StandardCharsets.ISO_8859_1));
        return out.toByteArray();
    }
}
