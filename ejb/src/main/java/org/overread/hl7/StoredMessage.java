/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A message's row, ready to be written. */
@SuppressWarnings("ArrayRecordComponent") // compared by identity only
record StoredMessage(
        long id, Envelope envelope, Verdict verdict, byte @Nullable [] answer, Set<Identifier> identifiers) {}
