/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Patient identity, an ID together with the authority that assigned it: registration, update and merge (IHE RAD-1,
 * RAD-12).
 */
@org.jspecify.annotations.NullMarked
package org.overread.patient;
