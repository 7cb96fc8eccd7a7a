/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.order;

import org.overread.shared.Origin;

/** An order was to be called off when its images had been made: it stays as it is, and people decide. */
public record OrderCancelAsked(Facts order, Origin origin) implements OrderEvent {}
