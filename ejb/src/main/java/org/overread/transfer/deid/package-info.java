/** De-identification of DICOM objects in passing, by PS3.15 Annex E. */
@org.jspecify.annotations.NullMarked
package org.overread.transfer.deid;
