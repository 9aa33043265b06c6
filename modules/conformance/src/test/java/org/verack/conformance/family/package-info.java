/** What is tested alike for every family of networks. */
package org.verack.conformance.family;
