/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.patient;

/**
 * What patients are looked for by; empty parts match everything, and at least one is not empty.
 *
 * @param id the whole ID
 * @param authority who assigned it
 * @param name the beginning of the DICOM person name
 */
public record PatientSearch(String id, String authority, String name) {
    @Override
    public String toString() {
        return "PatientSearch[hidden]";
    }
}
