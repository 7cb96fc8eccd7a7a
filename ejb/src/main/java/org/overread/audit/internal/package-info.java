/* SPDX-License-Identifier: Apache-2.0 */
/** How the trail is kept and sent on. */
@org.jspecify.annotations.NullMarked
package org.overread.audit.internal;
