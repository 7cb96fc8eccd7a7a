/* SPDX-License-Identifier: Apache-2.0 */
/** Reports on cases: received ones today, with their versions and their way to whoever ordered. */
@org.jspecify.annotations.NullMarked
package org.overread.report;
