/* SPDX-License-Identifier: Apache-2.0 */
/** What proves the audit trail whole. Used by the server and, with nothing but a Java runtime, by the offline verifier. */
@org.jspecify.annotations.NullMarked
package org.overread.audit.proof;
