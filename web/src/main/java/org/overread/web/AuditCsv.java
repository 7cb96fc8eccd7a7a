/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.web;

import java.util.List;
import org.overread.audit.AuditEntry;

/** Audit events by RFC 4180, without their messages. */
final class AuditCsv {
    private static final String LINE = "\r\n";

    private AuditCsv() {}

    static String of(List<AuditEntry> entries) {
        StringBuilder text = new StringBuilder("id,at,event,action,outcome,who,subject").append(LINE);
        for (AuditEntry entry : entries) {
            text.append(entry.id())
                    .append(',')
                    .append(entry.at())
                    .append(',')
                    .append(field(entry.event()))
                    .append(',')
                    .append(field(entry.action()))
                    .append(',')
                    .append(entry.outcome())
                    .append(',')
                    .append(field(entry.who()))
                    .append(',')
                    .append(field(entry.subject()))
                    .append(LINE);
        }
        return text.toString();
    }

    /** Quoted; a text that a spreadsheet would take for a formula begins with an apostrophe. */
    private static String field(String text) {
        String safe = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        return "\"" + safe.replace("\"", "\"\"") + "\"";
    }
}
