/**
 * Parcels: objects on their way through somebody else's hands, which only their recipients can open and only their sender can have
 * packed. Nothing but the JDK, age and JSON, so that the same code is the recipient's tool.
 */
@org.jspecify.annotations.NullMarked
package org.overread.transfer.parcel;
