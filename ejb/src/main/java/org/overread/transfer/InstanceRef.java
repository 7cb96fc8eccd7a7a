/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.transfer;

/**
 * One object of a study. Plain text, because objects with UIDs that break the rules of PS3.5 exist and are sent all the
 * same; they are compared as they are.
 *
 * @param series Series Instance UID (0020,000E)
 * @param instance SOP Instance UID (0008,0018)
 */
public record InstanceRef(String series, String instance) {}
