package org.verack.benchmarks.hostile;

/**
 * What an attack cost.
 *
 * @param theirBytes what the attacker sent
 * @param connections how many connections it made
 * @param ourBytes what we sent to it
 * @param cpuMillis time that we spent on processors, besides what quiet costs
 * @param mostHeld most bytes of the budgets that were held at a time
 * @param heapLeft how much more of the heap was in use afterwards, in bytes
 * @param pingMicros the honest peer's pings: median, then 99th percentile
 * @param pings how many pings of the honest peer were answered
 * @param ends how connections had ended when the attack was over
 * @param open how many had not
 */
record Result(
    long theirBytes,
    long connections,
    long ourBytes,
    double cpuMillis,
    long mostHeld,
    long heapLeft,
    Latency pingMicros,
    long pings,
    String ends,
    long open) {

  /**
   * Times of round trips.
   *
   * @param median in microseconds
   * @param worst the 99th percentile, in microseconds
   */
  record Latency(double median, double worst) {}
}
