/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The HTTP interface: REST resources over the features' services, the archive's notices, server-sent events, and the
 * shell of the browser workspace. Holds no rule of the domain; {@code openapi.yaml} is the contract and a test compares.
 */
@org.jspecify.annotations.NullMarked
package org.overread.web;
