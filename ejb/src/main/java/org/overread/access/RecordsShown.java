/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.access;

/**
 * CDI event: somebody was shown records that hold patient data, in a list, as a search's answer or one by itself.
 *
 * @param what which records, such as {@code cases}
 * @param query what was asked; for a search it names patients
 * @param subject the one record, such as {@code order:1}; empty for a list
 */
public record RecordsShown(String user, String what, String query, String subject) {
    /** Hides what was asked. */
    @Override
    public String toString() {
        return "RecordsShown[" + what + "]";
    }
}
