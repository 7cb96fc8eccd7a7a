/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.access;

import org.jspecify.annotations.Nullable;

/**
 * CDI event: somebody gave credentials that the server did not take. Fired outside a transaction.
 *
 * @param user the name that was claimed; null when the credentials name nobody, such as a token
 * @param address where the request came from
 */
public record LoginRefused(@Nullable String user, String address) {}
