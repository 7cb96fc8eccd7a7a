/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7;

import ca.uhn.hl7v2.DefaultHapiContext;
import ca.uhn.hl7v2.HL7Exception;
import ca.uhn.hl7v2.HapiContext;
import ca.uhn.hl7v2.model.GenericMessage;
import ca.uhn.hl7v2.model.Segment;
import ca.uhn.hl7v2.model.Structure;
import ca.uhn.hl7v2.parser.GenericModelClassFactory;
import ca.uhn.hl7v2.parser.PipeParser;
import ca.uhn.hl7v2.validation.impl.ValidationContextFactory;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * A message's segments in the order sent, parsed by HAPI with no message structure in mind: what MSH-9 says and what is
 * there differ in the wild, and the content decides.
 */
final class Content {
    /** One a character set, of which there are few: {@code \\X..\\} holds bytes in the message's own. */
    private static final Map<List<Charset>, HapiContext> CONTEXTS = new ConcurrentHashMap<>();

    /** HAPI's time for a component grows with the square of its subcomponents: this many take it a fraction of a second. */
    private static final long MOST_SQUARES = 50_000_000;

    private final List<Fields> segments;

    private Content(List<Fields> segments) {
        this.segments = segments;
    }

    /**
     * @param charsets what {@code \\X..\\} is read as
     * @param most how many segments there may be
     */
    static Content parse(String text, char separator, List<Charset> charsets, int most) throws MessageRefused {
        String lines = Continuation.joined(separated(text, separator), separator);
        check(lines, separator, most);
        checkSubcomponents(lines, separator);
        HapiContext context = CONTEXTS.computeIfAbsent(charsets, Content::context);
        try {
            GenericMessage message = new GenericMessage.V251(context.getModelClassFactory());
            PipeParser parser = context.getPipeParser();
            message.setParser(parser);
            parser.parse(message, lines);
            List<Fields> segments = new ArrayList<>();
            for (String name : message.getNames()) {
                for (Structure structure : message.getAll(name)) {
                    if (structure instanceof Segment segment) {
                        segments.add(new Fields(segment));
                    }
                }
            }
            return new Content(List.copyOf(segments));
        } catch (HL7Exception e) {
            throw new MessageRefused(Fault.of("", ErrorCode.SEGMENT_SEQUENCE, Hl7Messages.MESSAGES.notParsed()));
        }
    }

    /** Segments end with CR; senders in the wild also send LF, or both. */
    private static String separated(String text, char separator) {
        String lines = text.replace("\r\n", "\r").replace("\n\r", "\r");
        return lines.indexOf('\n') < 0
                ? lines
                : lines.replaceAll(
                        "\n(?=[A-Z][A-Z0-9]{2}(" + Pattern.quote(String.valueOf(separator)) + "|\r|\n|$))", "\r");
    }

    private static void check(String lines, char separator, int most) throws MessageRefused {
        if (lines.indexOf('\0') >= 0) {
            throw new MessageRefused(Fault.of("", ErrorCode.DATA_TYPE, Hl7Messages.MESSAGES.nulCharacter()));
        }
        int headers = 0;
        int segments = 0;
        for (int from = 0, end; from < lines.length(); from = end + 1) {
            int next = lines.indexOf('\r', from);
            end = next < 0 ? lines.length() : next;
            String line = lines.substring(from, end);
            if (line.isBlank()) {
                continue;
            }
            if (++segments > most) {
                throw new MessageRefused(Fault.of("", ErrorCode.DATA_TYPE, Hl7Messages.MESSAGES.tooManySegments(most)));
            }
            if (!isNamed(line) || (line.length() > 3 && line.charAt(3) != separator)) {
                throw new MessageRefused(Fault.of("", ErrorCode.SEGMENT_SEQUENCE, Hl7Messages.MESSAGES.noSegment()));
            }
            if (line.startsWith("MSH") && ++headers > 1) {
                throw new MessageRefused(
                        Fault.of("MSH^2", ErrorCode.SEGMENT_SEQUENCE, Hl7Messages.MESSAGES.twoMessages()));
            }
        }
    }

    /** Whether it begins with three capitals and digits, a capital first. */
    private static boolean isNamed(String line) {
        return line.length() >= 3
                && isCapital(line.charAt(0))
                && isCapitalOrDigit(line.charAt(1))
                && isCapitalOrDigit(line.charAt(2));
    }

    private static boolean isCapital(char c) {
        return c >= 'A' && c <= 'Z';
    }

    private static boolean isCapitalOrDigit(char c) {
        return isCapital(c) || (c >= '0' && c <= '9');
    }

    /** No data type has more than a dozen; text that forgot to escape its ampersands may have thousands, and a bomb more. */
    private static void checkSubcomponents(String lines, char separator) throws MessageRefused {
        boolean whole = lines.length() > 8 && lines.substring(4, 8).indexOf(separator) < 0;
        String delimiters = whole ? lines.substring(4, 8) : "^~\\&";
        char subcomponent = delimiters.charAt(3);
        long squares = 0;
        long inComponent = 0;
        for (int i = lines.indexOf(subcomponent, 8); i >= 0 && i < lines.length(); i++) {
            char next = lines.charAt(i);
            if (next == subcomponent) {
                inComponent++;
                squares += 2 * inComponent - 1;
            } else if (next == separator
                    || next == '\r'
                    || next == delimiters.charAt(0)
                    || next == delimiters.charAt(1)) {
                inComponent = 0;
            }
            if (squares > MOST_SQUARES) {
                throw new MessageRefused(
                        Fault.of("", ErrorCode.DATA_TYPE, Hl7Messages.MESSAGES.tooManySubcomponents()));
            }
        }
    }

    List<Fields> segments() {
        return segments;
    }

    Optional<Fields> first(String name) {
        return segments.stream().filter(s -> is(s, name)).findFirst();
    }

    /** HAPI numbers a segment that comes again later: {@code ORC2}. */
    static boolean is(Fields segment, String name) {
        return segment.name().startsWith(name);
    }

    private static HapiContext context(List<Charset> charsets) {
        DefaultHapiContext context = new DefaultHapiContext(new GenericModelClassFactory());
        context.getParserConfiguration().setEscaping(new Escapes(charsets));
        context.setValidationContext(ValidationContextFactory.noValidation());
        return context;
    }
}
