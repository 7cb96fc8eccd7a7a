/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.access;

/**
 * CDI event: a person or machine was let in, at the first request of its session. May be fired outside a transaction.
 *
 * @param address where the request came from
 */
public record UserLoggedIn(String user, String address) {}
