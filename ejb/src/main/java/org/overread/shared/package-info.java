/* SPDX-License-Identifier: Apache-2.0 */
/** Identifiers, names, clock, JSON, errors with a message id: what every feature speaks of in the same words. */
@org.jspecify.annotations.NullMarked
package org.overread.shared;
