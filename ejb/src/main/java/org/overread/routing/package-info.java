/* SPDX-License-Identifier: Apache-2.0 */
/** Rules to an explained decision: pure, so that the same facts and configuration give the same decision. */
@org.jspecify.annotations.NullMarked
package org.overread.routing;
