/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.shared;

/**
 * CDI event, fired once on each node when the schema is there and as this release needs it. Until then the listener of
 * HL7 messages and all workers stay closed.
 */
public record DatabaseReady() {}
