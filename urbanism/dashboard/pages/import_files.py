import streamlit as st

st.write("à venir")
