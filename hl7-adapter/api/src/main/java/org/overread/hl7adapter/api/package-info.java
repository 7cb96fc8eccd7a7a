/* SPDX-License-Identifier: Apache-2.0 */
/** The contract between the MLLP resource adapter and the application that takes its messages. */
@org.jspecify.annotations.NullMarked
package org.overread.hl7adapter.api;
