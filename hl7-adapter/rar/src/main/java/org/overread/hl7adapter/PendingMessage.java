/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7adapter;

import java.util.function.Consumer;
import org.overread.hl7adapter.api.Answer;
import org.overread.hl7adapter.api.RawMessage;

/**
 * A message on its way to the application.
 *
 * @param release2 whether its sender speaks MLLP Release 2, and is told when it was not committed
 * @param reply takes what became of it, on any thread; {@link Answer.Close} when nothing was committed
 */
record PendingMessage(RawMessage message, boolean release2, Consumer<Answer> reply) {}
