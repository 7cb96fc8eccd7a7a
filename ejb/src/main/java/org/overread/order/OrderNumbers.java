/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.order;

/**
 * By what both sides know an order: the placer's number (0040,2016), the filler's (0040,2017), each with who assigned
 * it, and the requested procedure's (0040,1001), of which one placed order may have several. Empty where not known.
 */
public record OrderNumbers(
        String placer, String placerAuthority, String filler, String fillerAuthority, String requestedProcedure) {

    /** Whether there is a number to find the order by. */
    public boolean known() {
        return !placer.isEmpty() || !filler.isEmpty();
    }

    /**
     * Whether both can be of one order: at least the placer's or the filler's number is the same, and nothing that both
     * name differs.
     */
    public boolean fit(OrderNumbers other) {
        boolean samePlacer = !placer.isEmpty() && placer.equals(other.placer);
        boolean sameFiller = !filler.isEmpty() && filler.equals(other.filler);
        return (samePlacer || sameFiller)
                && agree(placer, other.placer)
                && agree(filler, other.filler)
                && (!samePlacer || agree(placerAuthority, other.placerAuthority))
                && (!sameFiller || agree(fillerAuthority, other.fillerAuthority))
                && agree(requestedProcedure, other.requestedProcedure);
    }

    /** These, with what is empty here taken from the other. */
    public OrderNumbers or(OrderNumbers other) {
        return new OrderNumbers(
                placer.isEmpty() ? other.placer : placer,
                placerAuthority.isEmpty() ? other.placerAuthority : placerAuthority,
                filler.isEmpty() ? other.filler : filler,
                fillerAuthority.isEmpty() ? other.fillerAuthority : fillerAuthority,
                requestedProcedure.isEmpty() ? other.requestedProcedure : requestedProcedure);
    }

    private static boolean agree(String one, String other) {
        return one.isEmpty() || other.isEmpty() || one.equals(other);
    }
}
