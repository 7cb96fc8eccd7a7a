/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7;

/**
 * What answer a sender wants (HL7 v2.5.1, 2.9.2 and 2.9.3). With MSH-15 and MSH-16 both empty it is the original mode: one
 * answer that says what became of the message. Else it is the enhanced mode: an accept acknowledgement at once, by
 * MSH-15, and an application acknowledgement, by MSH-16; one that is empty then wants none.
 *
 * <p>Ours says CA only after the message was applied and committed. A sender whose profile names where its application
 * acknowledgements go gets them there, on a connection of their own; what the accept acknowledgement says then is that the
 * message is in safe storage, also of one that is refused (CR of what could not be read as a message at all). For any
 * other sender CA says as much as an application acknowledgement would, and a message that is refused is CE or CR with the
 * reasons, since nothing follows; one that wants no accept acknowledgement gets the application acknowledgement at once.
 *
 * @param accept MSH-15
 * @param application MSH-16
 * @param apart whether its application acknowledgements go on a connection of their own
 */
record AnswerMode(Condition accept, Condition application, boolean enhanced, boolean apart) {
    /** HL7 table 0155. */
    enum Condition {
        ALWAYS,
        NEVER,
        ERRORS,
        SUCCESS;

        private static Condition of(String code) {
            return switch (code) {
                case "AL" -> ALWAYS;
                case "ER" -> ERRORS;
                case "SU" -> SUCCESS;
                default -> NEVER;
            };
        }

        boolean holds(boolean positive) {
            return this == ALWAYS || this == (positive ? SUCCESS : ERRORS);
        }
    }

    static AnswerMode of(Header header) {
        return of(header, false);
    }

    static AnswerMode of(Envelope envelope) {
        return of(envelope.header(), envelope.sender().acknowledgements() != null);
    }

    static AnswerMode of(Header header, boolean apart) {
        String accept = header.first(15);
        String application = header.first(16);
        return new AnswerMode(
                Condition.of(accept), Condition.of(application), !accept.isEmpty() || !application.isEmpty(), apart);
    }

    private boolean acceptsAtOnce() {
        return enhanced && accept != Condition.NEVER;
    }

    /** Whether a message that was answered so gets its answer. @param code AA, AE or AR */
    boolean sends(String code) {
        boolean positive = code.equals(Acknowledgement.ACCEPT);
        if (!enhanced) {
            return true;
        }
        return acceptsAtOnce() ? accept.holds(positive || follows(code)) : !apart && application.holds(positive);
    }

    /** MSA-1. @param code AA, AE or AR */
    String code(String code) {
        if (!acceptsAtOnce()) {
            return code;
        }
        return follows(code) ? "CA" : "C" + code.substring(1);
    }

    /** Whether the sender waits in vain for an application acknowledgement after this accept acknowledgement. */
    boolean waits(String code) {
        return acceptsAtOnce() && !follows(code) && application.holds(code.equals(Acknowledgement.ACCEPT));
    }

    /** Whether an application acknowledgement is sent on a connection of its own. @param code AA, AE or AR */
    boolean follows(String code) {
        boolean unread = acceptsAtOnce() && code.equals(Acknowledgement.REJECT);
        return enhanced && apart && !unread && application.holds(code.equals(Acknowledgement.ACCEPT));
    }
}
