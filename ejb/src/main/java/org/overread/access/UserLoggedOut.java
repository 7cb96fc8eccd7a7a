/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.access;

/**
 * CDI event: a person ended the session. May be fired outside a transaction.
 *
 * @param address where the request came from
 */
public record UserLoggedOut(String user, String address) {}
