/* SPDX-License-Identifier: Apache-2.0 */
/** HL7 v2 messages in: stored raw, understood, applied, committed, and only then acknowledged. */
@org.jspecify.annotations.NullMarked
package org.overread.hl7;
