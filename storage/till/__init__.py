"""Purchases, holds, codes that have paid, and what came of each cheque."""
