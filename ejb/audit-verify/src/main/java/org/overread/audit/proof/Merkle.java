/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.audit.proof;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/** Merkle trees as RFC 6962, 2.1 has them: SHA-256, leaves prefixed by 00 and nodes by 01, so that neither passes for the other. */
public final class Merkle {
    /** Bytes of a hash. */
    public static final int LENGTH = 32;

    private record Subtree(byte[] hash, int height) {}

    private final Deque<Subtree> subtrees = new ArrayDeque<>();

    /** The hash of one event. */
    public static byte[] leaf(byte[] canonical) {
        MessageDigest digest = sha256();
        digest.update((byte) 0);
        return digest.digest(canonical);
    }

    static byte[] node(byte[] left, byte[] right) {
        MessageDigest digest = sha256();
        digest.update((byte) 1);
        digest.update(left);
        return digest.digest(right);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    /** Adds the next leaf; what is kept grows with the logarithm of their number. */
    public void add(byte[] leaf) {
        Subtree right = new Subtree(leaf, 0);
        while (!subtrees.isEmpty() && subtrees.peek().height == right.height) {
            right = new Subtree(node(subtrees.pop().hash, right.hash), right.height + 1);
        }
        subtrees.push(right);
    }

    /** The root of the leaves so far; of none it is the hash of nothing. */
    public byte[] root() {
        if (subtrees.isEmpty()) {
            return sha256().digest();
        }
        Iterator<Subtree> fromRight = subtrees.iterator();
        byte[] hash = fromRight.next().hash;
        while (fromRight.hasNext()) {
            hash = node(fromRight.next().hash, hash);
        }
        return hash;
    }

    /** The root of leaves that are there. */
    public static byte[] root(List<byte[]> leaves) {
        Merkle tree = new Merkle();
        leaves.forEach(tree::add);
        return tree.root();
    }

    /** The audit path of one leaf (RFC 6962, 2.1.1), from the bottom up. */
    public static List<byte[]> path(List<byte[]> leaves, int index) {
        if (leaves.size() <= 1) {
            return new ArrayList<>();
        }
        int left = Integer.highestOneBit(leaves.size() - 1);
        List<byte[]> path = index < left
                ? path(leaves.subList(0, left), index)
                : path(leaves.subList(left, leaves.size()), index - left);
        path.add(root(index < left ? leaves.subList(left, leaves.size()) : leaves.subList(0, left)));
        return path;
    }

    /** The root that a leaf and its path lead to. */
    public static byte[] rootBy(byte[] leaf, long index, long size, List<byte[]> path) {
        return rootBy(leaf, index, size, path, path.size());
    }

    private static byte[] rootBy(byte[] leaf, long index, long size, List<byte[]> path, int length) {
        if (size <= 1 || length == 0) {
            return leaf;
        }
        long left = Long.highestOneBit(size - 1);
        byte[] beside = path.get(length - 1);
        return index < left
                ? node(rootBy(leaf, index, left, path, length - 1), beside)
                : node(beside, rootBy(leaf, index - left, size - left, path, length - 1));
    }
}
