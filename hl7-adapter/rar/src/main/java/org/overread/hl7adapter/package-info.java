/* SPDX-License-Identifier: Apache-2.0 */
/**
 * An inbound Jakarta Connectors 2.1 resource adapter for HL7 v2 over MLLP: framing, connections, TLS and delivery in
 * transactions. It knows nothing of what a message says.
 */
@org.jspecify.annotations.NullMarked
package org.overread.hl7adapter;
