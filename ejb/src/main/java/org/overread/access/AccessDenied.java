/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.access;

/**
 * CDI event: somebody asked for what that person may not see or do. The caller is answered as if it were not there; the
 * trail knows better. Fired while the act's own transaction is being given up.
 *
 * @param subject such as {@code case:1}, or the path asked for; no patient data
 */
public record AccessDenied(String user, String subject) {}
