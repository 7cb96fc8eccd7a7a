/* SPDX-License-Identifier: Apache-2.0 */
/** Sending a study and its priors to where they are read, and proving that they are there. */
@org.jspecify.annotations.NullMarked
package org.overread.transfer;
